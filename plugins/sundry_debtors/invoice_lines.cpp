#include "invoice_lines.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "amounts.hpp"
#include "debtor_texts.hpp"

namespace counterfoil::debtors {

namespace {

constexpr std::size_t longest_text = 240;  // of a line's description in the finance systems that we know

/// Words of at least three letters, made plain.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char character : text) {
    const std::string kept = plain(std::string_view{&character, 1});
    if (!kept.empty()) {
      word += kept;
      continue;
    }
    if (word.size() >= 3) words.push_back(word);
    word.clear();
  }
  if (word.size() >= 3) words.push_back(word);
  return words;
}

/// Line breaks and tabs would end a record in some systems; a run of blanks is one.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char character : text) {
    const bool blank = static_cast<unsigned char>(character) <= ' ';
    if (!blank)
      line += character;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  return line;
}

std::string plan_words(const Matter& matter, Pence total) {
  if (matter.route != Route::invoice || !matter.debtor || matter.debtor->instalments < 2) return {};
  const auto parts = instalments_of(total, matter.debtor->instalments);
  if (parts.front() == parts.back()) return std::to_string(parts.size()) + " instalments of " + format_pounds(parts.front());
  return std::to_string(parts.size() - 1) + (parts.size() == 2 ? " instalment of " : " instalments of ") +
         format_pounds(parts.front()) + " and a last one of " + format_pounds(parts.back());
}

}  // namespace

bool names_child(std::string_view cause, std::string_view name) {
  const auto said = words_in(cause);
  const auto names = words_in(name);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& word) { return std::find(said.begin(), said.end(), word) != said.end(); });
}

std::string invoice_text(const Matter& matter, const Settings& settings) {
  const Overpayment& row = *matter.of;
  const bool hidden = !settings.name_on_invoice && (names_child(row.cause, row.name));
  const std::string service = on_one_line(row.service);
  std::string head = matter.amount.count < 0 ? "Credit" : "Overpayment";
  if (!service.empty()) head += (matter.amount.count < 0 ? " for " : " of ") + service;
  head += ", " + span_in_digits(matter.span);
  std::string tail;
  if (settings.name_on_invoice && !row.name.empty()) tail += ". " + on_one_line(row.name);
  if (settings.person_id_on_invoice && !row.person_id.empty()) tail += ". Person " + std::string{row.person_id};
  tail += ". Our reference " + matter.key;
  head = shortened(head, longest_text - std::min(longest_text, tail.size()));
  const std::string cause = hidden ? std::string{} : on_one_line(row.cause);
  const std::size_t used = head.size() + tail.size() + 2;
  if (!cause.empty() && used < longest_text) head += ": " + shortened(cause, longest_text - used);
  return head + tail;
}

std::vector<InvoiceLine> invoice_lines_of(const std::vector<Matter>& matters, const Settings& settings, Notes& notes) {
  std::vector<InvoiceLine> lines;
  std::map<std::string, Pence> totals;
  for (const Matter& matter : matters)
    if (!matter.invoice.empty()) totals[matter.invoice] += matter.amount;
  for (const Matter& matter : matters) {
    if (matter.route != Route::invoice && matter.route != Route::credit_note) continue;
    if (!settings.name_on_invoice && names_child(matter.of->cause, matter.of->name))
      notes.push_back({"name-in-reason", matter.of->input, matter.of->row, "cause", {}});
    lines.push_back({&matter, matter.invoice, 1, invoice_text(matter, settings), plan_words(matter, totals[matter.invoice])});
  }
  std::sort(lines.begin(), lines.end(), [](const InvoiceLine& left, const InvoiceLine& right) {
    const auto order = [](const InvoiceLine& line) {
      return std::tuple{line.matter->debtor->account, line.matter->debtor->site, std::string_view{line.invoice},
                        line.matter->span.first, std::string_view{line.matter->key}};
    };
    return order(left) < order(right);
  });
  for (std::size_t at = 1; at < lines.size(); ++at)
    if (lines[at].invoice == lines[at - 1].invoice) lines[at].number = lines[at - 1].number + 1;
  return lines;
}

}  // namespace counterfoil::debtors
