// What a program that reads the screen aloud gets of Counterfoil's window, over Windows' accessibility interface (MSAA): a line a
// control that can be seen: class, name, value, "focus" where it has the keyboard, "stop" where Tab stops. Tabs and line breaks of
// values are spaces. Exit 1 where the window is not there.
#include <windows.h>

#include <oleacc.h>

#include <cstdio>
#include <string>

namespace {

std::string utf8(const wchar_t* text, int length) {
  std::string result(static_cast<std::size_t>(WideCharToMultiByte(CP_UTF8, 0, text, length, nullptr, 0, nullptr, nullptr)), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, length, result.data(), static_cast<int>(result.size()), nullptr, nullptr);
  for (char& c : result)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return result;
}

std::string taken(BSTR text) {
  const std::string result = text ? utf8(text, static_cast<int>(SysStringLen(text))) : std::string{};
  SysFreeString(text);
  return result;
}

HWND with_keyboard(HWND window) {
  GUITHREADINFO info{};
  info.cbSize = sizeof info;
  return GetGUIThreadInfo(GetWindowThreadProcessId(window, nullptr), &info) ? info.hwndFocus : nullptr;
}

BOOL CALLBACK tell(HWND control, LPARAM focused) {
  if (!IsWindowVisible(control)) return TRUE;
  wchar_t name_of_class[64] = L"";
  GetClassNameW(control, name_of_class, 64);
  std::string name, value;
  void* found = nullptr;
  if (SUCCEEDED(AccessibleObjectFromWindow(control, static_cast<DWORD>(OBJID_CLIENT), IID_IAccessible, &found)) && found) {
    IAccessible* const accessible = static_cast<IAccessible*>(found);
    VARIANT self;
    VariantInit(&self);
    self.vt = VT_I4;
    self.lVal = CHILDID_SELF;
    BSTR text = nullptr;
    if (SUCCEEDED(accessible->get_accName(self, &text))) name = taken(text);
    text = nullptr;
    if (SUCCEEDED(accessible->get_accValue(self, &text))) value = taken(text);
    accessible->Release();
  }
  const bool stop = (GetWindowLongW(control, GWL_STYLE) & WS_TABSTOP) != 0 && IsWindowEnabled(control);
  std::printf("%s\t%s\t%s\t%s\t%s\n", utf8(name_of_class, lstrlenW(name_of_class)).c_str(), name.c_str(), value.c_str(),
              reinterpret_cast<LPARAM>(control) == focused ? "focus" : "", stop ? "stop" : "");
  return TRUE;
}

}  // namespace

int main() {
  CoInitialize(nullptr);
  const HWND window = FindWindowW(nullptr, L"Counterfoil");
  if (window == nullptr) return 1;
  EnumChildWindows(window, tell, reinterpret_cast<LPARAM>(with_keyboard(window)));
  return 0;
}
