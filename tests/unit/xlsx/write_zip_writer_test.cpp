#include <gtest/gtest.h>

#include "write_workbook.hpp"
#include "xlsx/zip_writer.hpp"

namespace counterfoil::xlsx {
namespace {

using test::build_zip;
using test::ZipPart;

TEST(ZipWriter, CopiesRecordsByteForByte) {
  ZipPart stored{"b.bin", "stored bytes", false};
  ZipPart described{"c.xml", "<c/>"};
  described.descriptor = true;
  ZipPart wide{"d.xml", "<d/>"};
  wide.zip64 = true;
  const std::string file = build_zip({{"a.xml", "<a/>"}, stored, described, wide}, {.comment = "made by hand"});
  const ZipArchive was{file};
  ZipWriter writer;
  for (const ZipEntry& entry : was.entries()) writer.copy(entry);
  const Buffer copy = writer.finish(zip_comment(file));
  EXPECT_TRUE(copy.view() == file);
}

TEST(ZipWriter, AReplacedPartMovesTheOthersButDoesNotChangeThem) {
  const std::string file = build_zip({{"a.xml", "<a/>"}, {"b.xml", "<b/>"}, {"c.xml", "<c/>"}});
  const ZipArchive was{file};
  ZipWriter writer;
  writer.copy(was.entries()[0]);
  const std::string longer(10'000, 'x');
  writer.add("b.xml", longer, &was.entries()[1]);
  writer.copy(was.entries()[2]);
  writer.add("d.xml", "");
  const Buffer now = writer.finish();
  const ZipArchive is{now.view()};
  ASSERT_EQ(is.entries().size(), 4u);
  EXPECT_EQ(is.entries()[0].local_record, was.entries()[0].local_record);
  EXPECT_EQ(is.entries()[2].local_record, was.entries()[2].local_record);
  EXPECT_EQ(is.read(is.entries()[1]).view(), longer);
  EXPECT_EQ(is.read(is.entries()[2]).view(), "<c/>");
  EXPECT_EQ(is.read(is.entries()[3]).view(), "");
  EXPECT_EQ(is.entries()[1].dos_time, 0x00210000u);  // 1980-01-01, midnight
}

TEST(ZipWriter, TheSamePartsGiveTheSameBytes) {
  const std::string large(3'000'000, 'a');  // deflated on a thread of its own, which borrows it
  const auto make = [&] {
    ZipWriter writer;
    writer.add("a.xml", large);
    writer.add("b.xml", "<b/>");
    return writer.finish();
  };
  EXPECT_TRUE(make().view() == make().view());
}

}  // namespace
}  // namespace counterfoil::xlsx
