// The settings that are seldom changed, in their groups, with help, limits and default; and the control that any setting is shown
// by.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "launcher/controls.hpp"
#include "launcher/presenter.hpp"

namespace counterfoil::launcher {

/// A drop-down where there are choices, else a field; `changed` gets the value when a person has left it.
wxWindow* setting_control(wxWindow* parent, const SettingView& view, wxTextCtrl*& text, wxChoice*& choice,
                          const std::function<void(const std::string&)>& changed);
void select_choice(wxChoice* choice, const SettingView& view);
/// "Normally 25%, at least 1%, at most 1000%."
std::string setting_limits(const SettingView& view);

class SettingsDialog final : public wxDialog {
 public:
  SettingsDialog(wxWindow* parent, const std::vector<SettingView>& settings);
  const std::map<std::string, std::string>& values() const { return values_; }

 private:
  std::map<std::string, std::string> values_;  // that were changed
};

}  // namespace counterfoil::launcher
