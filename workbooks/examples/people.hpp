#pragma once

#include "model.hpp"

namespace examples {

/// Children whom nobody could take for real ones, all under 18 throughout unless a planted case says otherwise.
std::vector<Person> invented_people(std::size_t count, Chance& chance);

}  // namespace examples
