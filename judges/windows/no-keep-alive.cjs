// Wine 8 knows no keep-alive options of a socket, and then no connection comes about. Windows does.
require('node:net').Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
