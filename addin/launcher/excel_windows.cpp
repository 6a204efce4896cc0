#include "launcher/excel_windows.hpp"

#include <windows.h>

#include <objbase.h>
#include <oleauto.h>

#include <utility>
#include <vector>

namespace counterfoil::launcher {

namespace {

/// Owns one reference.
template <class Interface>
class Held {
 public:
  Held() = default;
  Held(Held&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (held_) held_->Release();
  }
  Interface** out() { return &held_; }
  Interface* get() const { return held_; }
  Interface* operator->() const { return held_; }
  explicit operator bool() const { return held_ != nullptr; }

 private:
  Interface* held_ = nullptr;
};
using Object = Held<IDispatch>;

class Text {
 public:
  explicit Text(const std::wstring& text) : text_(SysAllocStringLen(text.data(), static_cast<UINT>(text.size()))) {}
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { SysFreeString(text_); }
  VARIANT value() const {
    VARIANT value;
    VariantInit(&value);
    value.vt = VT_BSTR;
    value.bstrVal = text_;
    return value;
  }

 private:
  BSTR text_;
};

/// Calls a member or reads a property, the arguments in order; what it gives if that is an object.
bool ask(const Object& of, const wchar_t* member, std::vector<VARIANT> arguments, Object* given) {
  if (!of) return false;
  LPOLESTR name = const_cast<LPOLESTR>(member);
  DISPID id = 0;
  if (FAILED(of->GetIDsOfNames(IID_NULL, &name, 1, LOCALE_USER_DEFAULT, &id))) return false;
  arguments = {arguments.rbegin(), arguments.rend()};  // the last stands first
  DISPPARAMS parameters{arguments.data(), nullptr, static_cast<UINT>(arguments.size()), 0};
  VARIANT result;
  VariantInit(&result);
  if (FAILED(of->Invoke(id, IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD | DISPATCH_PROPERTYGET, &parameters, &result, nullptr,
                        nullptr)))
    return false;
  const bool is_object = result.vt == VT_DISPATCH && result.pdispVal;
  if (given && is_object) *given->out() = result.pdispVal;  // its reference goes along
  if (!given || !is_object) VariantClear(&result);
  return !given || is_object;
}

VARIANT value_of(const Object& object) {
  VARIANT value;
  VariantInit(&value);
  value.vt = VT_DISPATCH;
  value.pdispVal = object.get();
  return value;
}

VARIANT yes() {
  VARIANT value;
  VariantInit(&value);
  value.vt = VT_BOOL;
  value.boolVal = VARIANT_TRUE;
  return value;
}

Object open_workbook(const std::wstring& path) {
  Object workbook;
  Held<IRunningObjectTable> table;
  Held<IMoniker> name;
  Held<IUnknown> found;
  if (SUCCEEDED(GetRunningObjectTable(0, table.out())) && SUCCEEDED(CreateFileMoniker(path.c_str(), name.out())) &&
      table->GetObject(name.get(), found.out()) == S_OK && found)
    found->QueryInterface(IID_IDispatch, reinterpret_cast<void**>(workbook.out()));
  return workbook;
}

}  // namespace

bool go_to_cell_in_excel(const std::wstring& path, const std::wstring& sheet, const std::wstring& cell) {
  const Object workbook = open_workbook(path);
  Object program, sheets, one, place;
  const Text sheet_name{sheet}, cell_name{cell.empty() ? L"A1" : cell};
  return ask(workbook, L"Application", {}, &program) && ask(workbook, L"Worksheets", {}, &sheets) &&
         ask(sheets, L"Item", {sheet_name.value()}, &one) && ask(one, L"Range", {cell_name.value()}, &place) &&
         ask(program, L"Goto", {value_of(place), yes()}, nullptr);
}

}  // namespace counterfoil::launcher
