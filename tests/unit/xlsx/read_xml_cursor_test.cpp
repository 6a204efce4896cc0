#include <gtest/gtest.h>

#include <string>

#include "failure_words.hpp"
#include "scanned.hpp"
#include "xlsx/xml_cursor.hpp"

namespace counterfoil::xlsx {
namespace {

using test::main_space;
using test::words_of;
using Token = XmlCursor::Token;

/// The walk as one line: "(a" start, ")a" end, "'text'".
std::string walk(std::string_view xml, unsigned depth = 256) {
  XmlCursor cursor{xml, depth};
  std::string out;
  for (Token token = cursor.next(); token != Token::finish; token = cursor.next()) {
    if (token == Token::start) {
      out += '(' + std::string{cursor.local()};
      for (const XmlAttribute& attribute : cursor.attributes())
        out += ' ' + std::string{attribute.local} + '=' + std::string{attribute.raw};
    } else if (token == Token::end) {
      out += ')' + std::string{cursor.local()};
    } else {
      out += '\'' + std::string{cursor.raw()} + '\'';
    }
  }
  return out;
}

TEST(XmlCursor, WalksTagsAttributesAndTexts) {
  EXPECT_EQ(walk("<a x=\"1\" y='2'>t<b/>u</a>"), "(a x=1 y=2't'(b)b'u')a");
  EXPECT_EQ(walk("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<a  >x</a  >\n"), "(a'x')a");
  EXPECT_EQ(walk("<a x = \"a>b\"\n/>"), "(a x=a>b)a");
}

TEST(XmlCursor, PassesCommentsAndInstructionsAndGivesCdata) {
  EXPECT_EQ(walk("<a><!-- <b> --><?p <c> ?><![CDATA[<d>]]></a>"), "(a'<d>')a");
  EXPECT_EQ(walk("<a><!----></a>"), "(a)a");
}

TEST(XmlCursor, RefusesWhatIsNotWellFormed) {
  for (const char* xml : {"",
                          " ",
                          "x",
                          "<a>",
                          "<a",
                          "<a x",
                          "<a x=",
                          "<a x=\"",
                          "<a x=1/>",
                          "<a x=\"1\"y=\"2\"/>",
                          "<a x=\"1\" x=\"2\"/>",
                          "<a></b>",
                          "</a>",
                          "<a/><b/>",
                          "<a/>x",
                          "<a><b></a></b>",
                          "<a><!-- ",
                          "<a><![CDATA[x</a>",
                          "<!-->",
                          "<a><?x</a>",
                          "< a/>",
                          "<1/>",
                          "<a x=\"<\"/>",
                          "<a/ >",
                          "<a><</a>",
                          "<![CDATA[x]]><a/>",
                          "<b:a/>",
                          "<a b:x=\"1\"/>",
                          "<a>\x01",
                          "<a><!x></a>"}) {
    EXPECT_NE(words_of([&] { walk(xml); }), "") << xml;
  }
}

TEST(XmlCursor, RefusesADocumentTypeInWords) {
  const std::string words = words_of([] { walk("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"); });
  EXPECT_NE(words.find("document type"), std::string::npos) << words;
}

TEST(XmlCursor, RefusesDepthAndAttributesWithoutEnd) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_NE(words_of([&] { walk(deep); }), "");
  EXPECT_EQ(words_of([&] { walk("<a><a><a/></a></a>", 3); }), "");
  EXPECT_NE(words_of([&] { walk("<a><a><a/></a></a>", 2); }), "");
  std::string wide = "<a";
  for (int i = 0; i < 10'000; ++i) wide += " x" + std::to_string(i) + "=\"\"";
  EXPECT_NE(words_of([&] { walk(wide + "/>"); }), "");
}

TEST(XmlCursor, KnowsNamespacesByTheirNameNotTheirPrefix) {
  const std::string xml =
      "<q:sst xmlns:q=\"" + main_space + "\"><si/><q:si xmlns:q=\"urn:other\"/><q:si/><si xmlns=\"" + main_space + "\"/></q:sst>";
  XmlCursor cursor{xml};
  std::string is;
  for (Token token = cursor.next(); token != Token::finish; token = cursor.next()) {
    if (token == Token::start) is += cursor.is("sst") || cursor.is("si") ? 'y' : 'n';
  }
  EXPECT_EQ(is, "ynnyy");
}

TEST(XmlCursor, TellsPrefixedAttributesFromPlainOnes) {
  const std::string xml = "<a r:id=\"far\" id=\"near\" xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"/>";
  XmlCursor cursor{xml};
  cursor.next();
  EXPECT_EQ(cursor.attribute("id"), "near");
  EXPECT_EQ(cursor.attribute("id", XmlNamespace::relationships), "far");
}

TEST(XmlCursor, SkipsAnElementWhole) {
  XmlCursor cursor{"<a><b><c/>x</b><d/></a>"};
  cursor.next();
  cursor.next();
  cursor.skip();
  ASSERT_EQ(cursor.next(), Token::start);
  EXPECT_EQ(cursor.local(), "d");
  cursor.skip();
  EXPECT_EQ(cursor.next(), Token::end);
  EXPECT_EQ(cursor.next(), Token::finish);
}

}  // namespace
}  // namespace counterfoil::xlsx
