#include "xlsx/package_texts.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/formula.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_text.hpp"
#include "xlsx/xml_walker.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::xlsx {

namespace {

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

bool is_formula(std::string_view element) {
  return is_any_of(element, {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"});
}

/// Runs of one text: a text may be cut anywhere.
bool holds_one_text(std::string_view element) { return is_any_of(element, {"si", "is", "text", "p"}); }

/// Where attributes hold words that a person typed.
bool holds_words(std::string_view element, std::string_view attribute) {
  return is_any_of(attribute, {"tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "descr", "title", "caption",
                               "author", "displayName"}) ||
         (element == "s" && attribute == "v");
}

/// References and numbers, in which an id such as P1 is none.
bool holds_no_words(std::string_view attribute) {
  return is_any_of(attribute, {"ref", "sqref", "r", "spans", "topLeftCell", "activeCell", "cell", "id", "Id", "uid"});
}

std::string from_percent(std::string_view text) {
  const auto value = [](char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  };
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && value(text[at + 1]) >= 0 && value(text[at + 2]) >= 0) {
      plain += static_cast<char>(value(text[at + 1]) * 16 + value(text[at + 2]));
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return plain;
}

/// The quoted texts of a formula.
std::string changed_formula(const std::string& formula, const TextChange& change) {
  std::string made;
  for (std::size_t at = 0; at < formula.size();) {
    const std::size_t quote = formula.find('"', at);
    made.append(formula, at, quote == std::string::npos ? std::string::npos : quote - at);
    if (quote == std::string::npos) break;
    const std::size_t end = formula.find('"', quote + 1);
    if (end == std::string::npos) return made + formula.substr(quote);
    made += '"' + change(std::string_view{formula}.substr(quote + 1, end - quote - 1)) + '"';
    at = end + 1;
  }
  return made;
}

class PartChange {
 public:
  PartChange(std::string_view xml, const TextChange& change) : xml_(xml), change_(change), cursor_(xml) {}

  /// Empty where nothing changes.
  std::string run() {
    for (auto token = cursor_.next(); token != XmlCursor::Token::finish; token = cursor_.next()) {
      if (token == XmlCursor::Token::text)
        text();
      else if (token == XmlCursor::Token::start)
        start();
      else
        end();
    }
    return patch_.empty() ? std::string{} : patch_.apply(xml_);
  }

 private:
  struct Run {
    std::string_view raw;
    std::string text;
    bool cdata;
  };

  void start() {
    const std::string_view name = cursor_.local();
    open_.push_back(name);
    in_cells_ += name == "sheetData";
    if (name == "c" && in_cells_ > 0) cell_type_ = cursor_.attribute("t").value_or(std::string_view{});
    if (holds_one_text(name)) {
      ++in_text_;
      if (in_text_ == 1) runs_.clear();
    }
    for (const XmlAttribute& attribute : cursor_.attributes()) {
      if (in_cells_ > 0) break;
      const std::string was = decoded(attribute.raw);
      std::string now = was;
      if (name == "Relationship" && attribute.local == "Target") {
        if (cursor_.attribute("TargetMode").value_or("") != "External") continue;
        if (const std::string plain = from_percent(was); change_(plain) != plain) now = "removed";
      } else if (holds_words(name, attribute.local)) {
        now = change_(was);
      }
      if (now != was) patch_.replace(xml_, attribute.raw, escape_attribute(now));
    }
  }

  void end() {
    const std::string_view name = open_.back();
    open_.pop_back();
    in_cells_ -= name == "sheetData";
    if (!holds_one_text(name)) return;
    if (--in_text_ == 0) end_text();
  }

  void text() {
    if (cursor_.blank() && in_text_ == 0) return;
    const std::string_view element = open_.empty() ? std::string_view{} : open_.back();
    if (in_cells_ > 0 && element == "v" && cell_type_ != "str") return;
    Run run{cursor_.raw(), {}, cursor_.is_cdata()};
    cursor_.append_to(run.text, in_text_ > 0 || in_cells_ > 0);
    if (in_text_ > 0) return runs_.push_back(std::move(run));
    put(run, is_formula(element) ? changed_formula(run.text, change_) : change_(run.text), in_cells_ > 0 && element == "v");
  }

  /// Run by run where that is enough; else the whole text stands in the first.
  void end_text() {
    std::string joined, one_by_one;
    std::vector<std::string> now;
    for (const Run& run : runs_) {
      joined += run.text;
      now.push_back(change_(run.text));
      one_by_one += now.back();
    }
    const std::string whole = change_(joined);
    if (whole != one_by_one)
      for (std::size_t at = 0; at < now.size(); ++at) now[at] = at == 0 ? whole : std::string{};
    for (std::size_t at = 0; at < runs_.size(); ++at) put(runs_[at], now[at], true);
    runs_.clear();
  }

  void put(const Run& run, const std::string& now, bool of_a_cell) {
    if (now == run.text) return;
    patch_.replace(xml_, run.raw, run.cdata ? now : of_a_cell ? escape_text(now) : escape_formula(now));
  }

  std::string_view xml_;
  const TextChange& change_;
  XmlCursor cursor_;
  TextPatch patch_;
  std::vector<std::string_view> open_;
  std::vector<Run> runs_;
  std::string cell_type_;
  int in_cells_ = 0;
  int in_text_ = 0;
};

bool is_xml(std::string_view part) { return part.ends_with(".xml") || part.ends_with(".rels") || part.ends_with(".vml"); }

}  // namespace

Buffer with_texts_changed(std::string_view file, const TextChange& change, const std::function<bool(std::string_view)>& leave) {
  const ZipArchive archive{file};
  std::deque<std::string> made;
  ZipWriter writer;
  for (const ZipEntry& entry : archive.entries()) {
    std::string changed;
    if (is_xml(entry.name)) {
      const Buffer xml = to_utf8(archive.read(entry));
      if (!leave(xml.view())) changed = PartChange{xml.view(), change}.run();
    }
    if (changed.empty()) {
      writer.copy(entry);
      continue;
    }
    writer.add(entry.name, made.emplace_back(with_utf8_declared(changed)), &entry);
  }
  return writer.finish(zip_comment(file));
}

void texts_of_part(std::string_view xml, const std::function<void(std::string_view)>& take) {
  XmlCursor cursor{xml};
  std::string text;
  int in_cells = 0, in_formula = 0;
  const auto end_text = [&] {
    if (!text.empty()) take(text);
    text.clear();
  };
  for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next()) {
    if (token == XmlCursor::Token::text) {
      if (in_cells == 0 || in_formula > 0) cursor.append_to(text, true);
      continue;
    }
    const std::string_view name = cursor.local();
    if (!is_any_of(name, {"t", "r", "rPr"})) end_text();
    const int step = token == XmlCursor::Token::start ? 1 : -1;
    in_cells += name == "sheetData" ? step : 0;
    in_formula += name == "f" ? step : 0;
    if (step < 0 || in_cells > 0) continue;
    for (const XmlAttribute& attribute : cursor.attributes())
      if (!holds_no_words(attribute.local))
        take(attribute.local == "Target" ? from_percent(decoded(attribute.raw)) : decoded(attribute.raw));
  }
  end_text();
}

}  // namespace counterfoil::xlsx
