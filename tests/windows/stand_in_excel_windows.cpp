// Another program that has a workbook open as Excel has it, for whoever asks from outside: stand_in_excel WORKBOOK. Busy the first
// time; says where it was sent to and ends then, or after twenty seconds.
#include <windows.h>

#include <objbase.h>
#include <oleauto.h>
#include <shellapi.h>

#include <cstdio>
#include <string>

namespace {

constexpr UINT_PTR patience = 20'000;  // milliseconds
std::wstring sheet, cell;

/// One object with one member; the objects live as long as the program.
class Object : public IDispatch {
 public:
  virtual bool has(const std::wstring& member, DISPID& id) = 0;
  virtual HRESULT called(DISPID id, DISPPARAMS* with, VARIANT* result) = 0;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID wanted, void** out) override {
    *out = nullptr;
    if (wanted != IID_IUnknown && wanted != IID_IDispatch) return E_NOINTERFACE;
    *out = static_cast<IDispatch*>(this);
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return 2; }
  ULONG STDMETHODCALLTYPE Release() override { return 1; }
  HRESULT STDMETHODCALLTYPE GetTypeInfoCount(UINT* count) override {
    *count = 0;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetTypeInfo(UINT, LCID, ITypeInfo**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetIDsOfNames(REFIID, LPOLESTR* names, UINT, LCID, DISPID* ids) override {
    return has(names[0], ids[0]) ? S_OK : DISP_E_UNKNOWNNAME;
  }
  HRESULT STDMETHODCALLTYPE Invoke(DISPID id, REFIID, LCID, WORD, DISPPARAMS* with, VARIANT* result, EXCEPINFO*, UINT*) override {
    if (result) VariantInit(result);
    return called(id, with, result);
  }

 protected:
  static HRESULT give(VARIANT* result, IDispatch& object) {
    result->vt = VT_DISPATCH;
    result->pdispVal = &object;
    return S_OK;
  }
};

class Range final : public Object {
  bool has(const std::wstring&, DISPID&) override { return false; }
  HRESULT called(DISPID, DISPPARAMS*, VARIANT*) override { return DISP_E_MEMBERNOTFOUND; }
};

class Sheet final : public Object {
  bool has(const std::wstring& member, DISPID& id) override { return id = 1, member == L"Range"; }
  HRESULT called(DISPID, DISPPARAMS* with, VARIANT* result) override {
    cell = with->rgvarg[0].bstrVal;
    return give(result, range_);
  }
  Range range_;
};

class Sheets final : public Object {
  bool has(const std::wstring& member, DISPID& id) override { return id = 1, member == L"Item"; }
  HRESULT called(DISPID, DISPPARAMS* with, VARIANT* result) override {
    sheet = with->rgvarg[0].bstrVal;
    return give(result, sheet_);
  }
  Sheet sheet_;
};

class Program final : public Object {
  bool has(const std::wstring& member, DISPID& id) override { return id = 1, member == L"Goto"; }
  HRESULT called(DISPID, DISPPARAMS* with, VARIANT*) override {
    const bool is_cell = with->cArgs == 2 && with->rgvarg[1].vt == VT_DISPATCH && with->rgvarg[0].boolVal == VARIANT_TRUE;
    std::printf("%s %ls %ls\n", is_cell ? "shown" : "not understood", sheet.c_str(), cell.c_str());
    std::fflush(stdout);
    PostQuitMessage(0);
    return S_OK;
  }
};

class Workbook final : public Object {
  bool has(const std::wstring& member, DISPID& id) override {
    id = member == L"Application" ? 1 : 2;
    return member == L"Application" || member == L"Worksheets";
  }
  HRESULT called(DISPID id, DISPPARAMS*, VARIANT* result) override {
    if (busy_) {  // as while somebody types in a cell
      busy_ = false;
      return RPC_E_CALL_REJECTED;
    }
    return id == 1 ? give(result, program_) : give(result, sheets_);
  }
  bool busy_ = true;
  Program program_;
  Sheets sheets_;
};

}  // namespace

int main() {
  int count = 0;
  wchar_t** words = CommandLineToArgvW(GetCommandLineW(), &count);
  if (!words || count != 2 || FAILED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED))) return 3;
  static Workbook workbook;
  IRunningObjectTable* table = nullptr;
  IMoniker* name = nullptr;
  DWORD entry = 0;
  if (FAILED(GetRunningObjectTable(0, &table)) || FAILED(CreateFileMoniker(words[1], &name)) ||
      FAILED(table->Register(ROTFLAGS_REGISTRATIONKEEPSALIVE, &workbook, name, &entry)))
    return 2;
  SetTimer(nullptr, 0, patience, nullptr);
  MSG message;
  while (GetMessageW(&message, nullptr, 0, 0) > 0) {
    if (message.message == WM_TIMER && !message.hwnd) return 1;
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
  return 0;
}
