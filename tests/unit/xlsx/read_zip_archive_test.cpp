#include <gtest/gtest.h>

#include "failure_words.hpp"
#include "xlsx/zip/zip_archive.hpp"
#include "zip_builder.hpp"

namespace counterfoil::xlsx {
namespace {

using test::build_zip;
using test::words_of;
using test::ZipPart;
using test::ZipShape;

std::string text_of(const std::string& file, std::string_view name) {
  const ZipArchive archive{file};
  const ZipEntry* const entry = archive.find(name);
  return entry == nullptr ? "(absent)" : std::string{archive.read(*entry).view()};
}

/// The words with which a file of this one part is refused, on opening or on reading.
std::string refused_part(const ZipPart& part, const ZipShape& shape = {}) {
  const std::string file = build_zip({{"before.xml", "first"}, part, {"after.xml", "last"}}, shape);
  return words_of([&] {
    const ZipArchive archive{file};
    for (const ZipEntry& entry : archive.entries()) archive.read(entry);
  });
}

TEST(ZipArchive, ReadsDeflatedAndStoredParts) {
  const std::string file = build_zip({{"a.xml", "hello hello hello"}, {"b.bin", "stored", false}, {"empty", "", false}});
  EXPECT_EQ(text_of(file, "a.xml"), "hello hello hello");
  EXPECT_EQ(text_of(file, "b.bin"), "stored");
  EXPECT_EQ(text_of(file, "empty"), "");
}

TEST(ZipArchive, FindsNamesWithoutCaseAndWithEitherSlash) {
  const std::string file = build_zip({{"XL\\Workbook.xml", "w"}});
  EXPECT_EQ(text_of(file, "xl/workbook.XML"), "w");
  EXPECT_EQ(text_of(file, "xl/other.xml"), "(absent)");
}

TEST(ZipArchive, ReadsPastACommentAndZip64AndDescriptors) {
  ZipPart part{"a.xml", "hello hello"};
  EXPECT_EQ(text_of(build_zip({part}, {.comment = "PK\5\6 is not the end"}), "a.xml"), "hello hello");
  EXPECT_EQ(text_of(build_zip({part}, {.zip64 = true}), "a.xml"), "hello hello");
  for (const bool marked : {true, false}) {
    for (const bool wide : {true, false}) {
      part.descriptor = true;
      part.descriptor_marked = marked;
      part.zip64 = wide;
      EXPECT_EQ(text_of(build_zip({part, {"b", "c"}}), "a.xml"), "hello hello") << marked << wide;
    }
  }
  part.descriptor = false;
  EXPECT_EQ(text_of(build_zip({part}), "a.xml"), "hello hello");
}

TEST(ZipArchive, RecordsAreTheBytesOfTheFile) {
  ZipPart described{"b.xml", "second second"};
  described.descriptor = true;
  const std::string file = build_zip({{"a.xml", "first first"}, described, {"c.xml", "third", false}});
  const ZipArchive archive{file};
  std::string all;
  for (const ZipEntry& entry : archive.entries()) all += entry.local_record;
  const std::size_t directory = all.size();
  for (const ZipEntry& entry : archive.entries()) all += entry.central_record;
  EXPECT_EQ(file.substr(0, all.size()), all);
  EXPECT_EQ(file.size(), all.size() + 22) << "only the end record is left";
  EXPECT_EQ(archive.entries()[1].local_header, archive.entries()[0].local_record.size());
  EXPECT_EQ(archive.entries()[2].local_header + archive.entries()[2].local_record.size(), directory);
}

TEST(ZipArchive, ADescriptorMayRepeatWhatTheHeaderSaysInPart) {
  ZipPart part{"a.xml", "hello hello hello"};
  part.descriptor = true;
  part.local_size = 17;  // the size is given, packed size and checksum are not
  EXPECT_EQ(refused_part(part), "");
  part.local_size = 16;
  EXPECT_NE(refused_part(part).find("two places"), std::string::npos);
}

TEST(ZipArchive, RefusesLies) {
  const ZipPart sound{"a.xml", "hello hello hello"};
  EXPECT_EQ(refused_part(sound), "");
  ZipPart part = sound;
  part.crc = 1;
  EXPECT_NE(refused_part(part).find("checksum"), std::string::npos);
  part = sound;
  part.size = 5;
  EXPECT_NE(refused_part(part).find("wrong size"), std::string::npos);
  part.size = 500;
  EXPECT_NE(refused_part(part).find("wrong size"), std::string::npos);
  part.size = 0x7FFFFFFF;
  EXPECT_NE(refused_part(part), "");
  part = sound;
  part.local_size = 16;
  EXPECT_NE(refused_part(part).find("two places"), std::string::npos);
  part = sound;
  part.local_name = "b.xml";
  EXPECT_NE(refused_part(part).find("two places"), std::string::npos);
  part = sound;
  part.compressed_size = 1'000'000;
  EXPECT_NE(refused_part(part), "");
  part = sound;
  part.offset = 0;
  EXPECT_NE(refused_part(part), "") << "two entries over the same bytes";
  part.offset = 0xFFFFFF00;
  EXPECT_NE(refused_part(part).find("outside"), std::string::npos);
  EXPECT_NE(refused_part(sound, {.entries = 2}), "");
  EXPECT_NE(refused_part(sound, {.entries = 4}), "");
}

TEST(ZipArchive, RefusesTwoEntriesThatShareBytes) {
  // The second entry's record is the first one's: same name in both headers cannot be, so only its data could overlap.
  ZipPart inner{"b", "x", false};
  const std::string nested = build_zip({inner});
  ZipPart outer{"a", nested, false};
  std::string file = build_zip({outer, inner});
  // Point the central record of "b" at the local record inside of "a".
  const std::size_t record = file.rfind("PK\1\2");
  file[record + 42] = 31;  // 30 bytes of header and one of name
  file[record + 43] = file[record + 44] = file[record + 45] = 0;
  EXPECT_NE(words_of([&] { ZipArchive{file}; }).find("same bytes"), std::string::npos);
}

TEST(ZipArchive, RefusesPasswordsAndOtherMethodsInWords) {
  ZipPart part{"a.xml", "hello"};
  part.flags = 1;
  EXPECT_NE(refused_part(part).find("password"), std::string::npos);
  part.flags = 0;
  part.method = 9;
  EXPECT_NE(refused_part(part).find("packed in a way"), std::string::npos);
}

TEST(ZipArchive, RefusesNamesThatPlayTricks) {
  using namespace std::string_literals;
  for (const std::string& name : {"../a.xml"s, "xl/../../a.xml"s, "xl\\..\\a.xml"s, "/a.xml"s, "\\a.xml"s, "C:/a.xml"s, "a\0.xml"s,
                                  "a\nb"s, ".."s, ""s, std::string(2'000, 'a')}) {
    EXPECT_NE(refused_part({name, "x"}), "") << name;
  }
  EXPECT_EQ(refused_part({"xl/..hidden../a..xml", "x"}), "");
}

TEST(ZipArchive, RefusesTwoPartsOfOneName) {
  EXPECT_NE(refused_part({"before.xml", "x"}).find("same name"), std::string::npos);
  EXPECT_NE(refused_part({"BEFORE.xml", "x"}).find("same name"), std::string::npos);
}

TEST(ZipArchive, HoldsEveryLimit) {
  const std::string zeros(4'000'000, '0');
  const std::string file = build_zip({{"a.xml", zeros}, {"b.xml", zeros}});
  const auto with = [&](auto change) {
    Limits limits;
    change(limits);
    return words_of([&] {
      const ZipArchive archive{file, limits};
      for (const ZipEntry& entry : archive.entries()) archive.read(entry);
    });
  };
  EXPECT_EQ(with([](Limits&) {}), "");
  EXPECT_NE(with([](Limits& limits) { limits.file_bytes = 1'000; }), "");
  EXPECT_NE(with([](Limits& limits) { limits.entries = 1; }), "");
  EXPECT_NE(with([](Limits& limits) { limits.part_bytes = 3'999'999; }), "");
  EXPECT_NE(with([](Limits& limits) { limits.all_bytes = 7'999'999; }), "");
  EXPECT_EQ(with([](Limits& limits) { limits.all_bytes = 8'000'000; }), "");
  EXPECT_NE(with([](Limits& limits) { limits.ratio_from_bytes = 1'000'000; }), "") << "a million nulls pack a thousand to one";
}

TEST(ZipArchive, EveryCutAndEveryChangedByteIsSurvived) {
  ZipPart described{"b.xml", "second second second"};
  described.descriptor = true;
  const std::string file = build_zip({{"a.xml", "hello hello hello"}, described}, {.comment = "c", .zip64 = true});
  const auto read_all = [](const std::string& bytes) {
    return words_of([&] {
      const ZipArchive archive{bytes};
      for (const ZipEntry& entry : archive.entries()) archive.read(entry);
    });
  };
  ASSERT_EQ(read_all(file), "");
  for (std::size_t size = 0; size < file.size(); ++size) EXPECT_NE(read_all(file.substr(0, size)), "") << size;
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string changed = file;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      read_all(changed);  // any answer, as long as there is one
    }
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
