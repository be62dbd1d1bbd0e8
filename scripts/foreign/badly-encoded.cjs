/**
 * Loaded into a Node.js server that ends when a path is badly percent-encoded: answers such a request in its place, so
 * that the rest can be asked.
 */
const { Server } = require('node:http');

const emit = Server.prototype.emit;

/** @param {string} path */
function isDecodable(path) {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

Server.prototype.emit = function (event, ...rest) {
  const [request, response] = rest;
  if (event !== 'request' || isDecodable(request.url)) return emit.call(this, event, ...rest);
  response.writeHead(400).end();
  return true;
};
