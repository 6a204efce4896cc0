// The system's file operations with a fault at a chosen step.
#pragma once

#include <functional>
#include <string>
#include <system_error>
#include <vector>

#include "base/atomic_file.hpp"

namespace counterfoil::test {

/// Counts the steps that replace_file takes and, at the chosen one, calls `fault` in place of (or half-way through) it.
class FaultyOperations : public FileOperations {
 public:
  static constexpr std::size_t never = SIZE_MAX;

  std::size_t fail_at = never;
  std::function<void()> fault = [] { throw std::system_error{std::make_error_code(std::errc::no_space_on_device)}; };
  std::vector<std::string> steps;  // what was done, for the test to read

  std::unique_ptr<OutputFile> create(const std::filesystem::path& path, const std::filesystem::path& model) override {
    step("create");
    return std::make_unique<File>(*this, real_.create(path, model));
  }
  Fingerprint fingerprint(const std::filesystem::path& path) override {
    step("fingerprint");
    Fingerprint result = real_.fingerprint(path);
    if (lie_about_bytes) result.sha256[0] ^= 1;
    return result;
  }
  void make_folder(const std::filesystem::path& path) override {
    step("make_folder");
    real_.make_folder(path);
  }
  void keep(const std::filesystem::path& file, const std::filesystem::path& as) override {
    step("keep");
    real_.keep(file, as);
  }
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    step("rename");
    real_.rename(from, to);
  }
  void flush_folder(const std::filesystem::path& folder) override {
    step("flush_folder");
    real_.flush_folder(folder);
  }
  void remove(const std::filesystem::path& path) override { real_.remove(path); }  // cleaning up is not a step: it follows a fault

  bool lie_about_bytes = false;

 private:
  class File : public OutputFile {
   public:
    File(FaultyOperations& owner, std::unique_ptr<OutputFile> real) : owner_(owner), real_(std::move(real)) {}
    void write(std::string_view bytes) override {
      real_->write(bytes.substr(0, bytes.size() / 2));  // a fault in a write leaves half of it
      owner_.step("write");
      real_->write(bytes.substr(bytes.size() / 2));
    }
    void flush() override {
      owner_.step("flush");
      real_->flush();
    }
    void close() override {
      owner_.step("close");
      real_->close();
    }

   private:
    FaultyOperations& owner_;
    std::unique_ptr<OutputFile> real_;
  };

  void step(const char* name) {
    if (steps.size() == fail_at) {
      steps.push_back(name);
      fault();
    }
    steps.push_back(name);
  }

  FileOperations& real_ = system_file_operations();
};

}  // namespace counterfoil::test
