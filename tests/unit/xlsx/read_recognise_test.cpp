#include <gtest/gtest.h>

#include <string>

#include "scanned.hpp"
#include "xlsx/workbook_reader.hpp"
#include "zip_builder.hpp"

namespace counterfoil::xlsx {
namespace {

using namespace std::string_literals;

std::string compound_with(const std::string& stream) {
  std::string file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(1'000, '\0');
  for (const char c : stream) file += std::string{c} + '\0';
  return file + "\0\0"s + std::string(500, '\0');
}

TEST(Recognise, TellsKindsByContent) {
  EXPECT_EQ(recognise(""), FileKind::empty);
  EXPECT_EQ(recognise(compound_with("Workbook")), FileKind::legacy_xls);
  EXPECT_EQ(recognise(compound_with("Book")), FileKind::legacy_xls);
  EXPECT_EQ(recognise(compound_with("EncryptedPackage")), FileKind::encrypted_workbook);
  EXPECT_EQ(recognise(compound_with("WordDocument")), FileKind::unknown);
  EXPECT_EQ(recognise("\x09\x08\x10\x00\x00\x06\x05\x00"s), FileKind::legacy_xls);
  EXPECT_EQ(recognise("%PDF-1.7\n"), FileKind::pdf);
  EXPECT_EQ(recognise("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s), FileKind::unknown);
  EXPECT_EQ(recognise("Person ID,Amount\n1,2\n"), FileKind::text);
  EXPECT_EQ(recognise("\xFF\xFEP\0e\0"s), FileKind::text);
  EXPECT_EQ(recognise("P\0e\0r\0s\0o\0n\0 \0I\0D\0"s), FileKind::text);
  EXPECT_EQ(recognise("Caf\xE9;1\n"), FileKind::text);
  EXPECT_EQ(recognise("\xEF\xBB\xBF\n <HTML><body><table>"), FileKind::web_page);
  for (const char* page : {"<div><table><tr><td>Line ID", "<TABLE border=1>", "<p>Payments", "<!-- made by a report --><div>",
                           "<?xml version=\"1.0\"?><html>", "<body>", "MIME-Version: 1.0\r\nContent-Type: multipart/related;",
                           "From: <Saved by a report>\r\nMIME-Version: 1.0"})
    EXPECT_EQ(recognise(page), FileKind::web_page) << page;
  EXPECT_EQ(recognise("<Person ID>,Net\n1,2\n"), FileKind::text);
  EXPECT_EQ(recognise("Person ID,Net\nP\0001,2.00\nP2,3.00\nP3,4.00\n"s), FileKind::text);  // a stray byte of nothing
  EXPECT_EQ(recognise("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
            FileKind::xml_spreadsheet);
}

TEST(Recognise, LooksIntoZipFiles) {
  EXPECT_EQ(
      recognise(test::build_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}, {"content.xml", "x"}})),
      FileKind::open_document);
  EXPECT_EQ(recognise(test::build_zip({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.bin", "x"}})),
            FileKind::binary_workbook_xlsb);
  EXPECT_EQ(recognise(test::build_zip({{"photo.jpg", "x"}})), FileKind::other_zip);
  EXPECT_EQ(recognise(test::build_zip({{"[Content_Types].xml", "wordprocessingml"}})), FileKind::other_zip);
  EXPECT_EQ(recognise(test::build_zip(test::book_parts({.sheet = test::plain_sheet("")}))), FileKind::zip_workbook);
}

TEST(Recognise, EveryKindThatIsNotReadHasWords) {
  for (const FileKind kind :
       {FileKind::legacy_xls, FileKind::encrypted_workbook, FileKind::binary_workbook_xlsb, FileKind::open_document,
        FileKind::other_zip, FileKind::web_page, FileKind::xml_spreadsheet, FileKind::pdf, FileKind::empty, FileKind::unknown}) {
    EXPECT_GT(refusal_words(kind).size(), 40u);
  }
  EXPECT_EQ(refusal_words(FileKind::zip_workbook), "");
  EXPECT_NE(refusal_words(FileKind::legacy_xls).find("Save As, Excel Workbook (.xlsx)"), std::string_view::npos);
}

}  // namespace
}  // namespace counterfoil::xlsx
