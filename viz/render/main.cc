#include "viz/render/command_line.h"

int main(int count, char** arguments) {
  return acumen::viz::run(count, arguments);
}
