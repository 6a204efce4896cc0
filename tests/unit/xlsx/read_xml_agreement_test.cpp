// The two readers of XML see the same elements in the same document (decision 22).
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/failure.hpp"
#include "xlsx/xml_cursor.hpp"
#include "xlsx/xml_walker.hpp"

namespace counterfoil::xlsx {
namespace {

using Elements = std::vector<std::string>;  // "<name" where one begins, "/" where it ends; last "fault" where the text is faulty

Elements by_cursor(std::string_view xml) {
  Elements found;
  try {
    XmlCursor cursor{xml};
    for (auto token = cursor.next(); token != XmlCursor::Token::finish; token = cursor.next()) {
      if (token == XmlCursor::Token::start) found.push_back("<" + std::string{cursor.local()});
      if (token == XmlCursor::Token::end) found.emplace_back("/");
    }
  } catch (const Failure&) {
    found.emplace_back("fault");
  }
  return found;
}

Elements by_walker(std::string_view xml) {
  Elements found;
  try {
    XmlWalker walker{xml};
    while (walker.next()) {
      if (walker.tag().kind != XmlTagKind::close) found.push_back("<" + std::string{walker.tag().local});
      if (walker.tag().kind != XmlTagKind::open) found.emplace_back("/");
    }
  } catch (const Failure&) {
    found.emplace_back("fault");
  }
  return found;
}

TEST(XmlReaders, SeeTheSameElements) {
  const std::string space = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  for (const std::string& xml : std::vector<std::string>{
           "<a" + space + "><b/><c r='1'>x</c></a>",
           "<?xml version=\"1.0\"?><!-- <no/> --><a><b><![CDATA[ <no/> ]]></b></a>",
           "<a x='>' y=\"/>\"><b z='--'  /></a>",
           "<s:a xmlns:s='urn:x'><s:b><c/></s:b></s:a>",
           "<a>\n<b>1</b>\n<b>2</b >\n</a >\n",
           "\xEF\xBB\xBF<a><b>\xC2\xA3</b></a>",
           "<a><b><b><b/></b></b></a><!-- after -->",
       }) {
    EXPECT_EQ(by_cursor(xml), by_walker(xml)) << xml;
    EXPECT_NE(by_cursor(xml).back(), "fault") << xml;
  }
}

TEST(XmlReaders, RefuseTheSameFaults) {
  for (const char* xml :
       {"<a><b></a></b>", "<a>", "<a><b", "<a x='1></a>", "<!DOCTYPE a><a/>", "<a><!-- </a>", "<a></a", "<a>< b/></a>"}) {
    EXPECT_EQ(by_cursor(xml).back(), "fault") << xml;
    EXPECT_EQ(by_walker(xml).back(), "fault") << xml;
  }
}

}  // namespace
}  // namespace counterfoil::xlsx
