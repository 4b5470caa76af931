const noOutside = 'a strategy sees its bars, and nothing of the machine'
const noWaiting = 'a strategy answers at once'
const noThreads = 'a strategy runs on one thread'
const noCode = 'code cannot be made of text'

/** Names that are not there in the box, and what to do instead. */
export const absentNames: Readonly<Record<string, string>> = {
  process: noOutside,
  require: 'import from coinswarm/agents and coinswarm/features at the top',
  module: noOutside,
  exports: 'write export const strategy = …',
  global: noOutside,
  globalThis: noOutside,
  window: noOutside,
  self: noOutside,
  Buffer: noOutside,
  fetch: noOutside,
  WebSocket: noOutside,
  XMLHttpRequest: noOutside,
  Deno: noOutside,
  Bun: noOutside,
  crypto: 'view.chance comes from the seed',
  performance: 'view.asOf is the time of the bar',
  console: 'give reasoning with what is said',
  setTimeout: noWaiting,
  setInterval: noWaiting,
  setImmediate: noWaiting,
  queueMicrotask: noWaiting,
  Promise: noWaiting,
  eval: noCode,
  Function: noCode,
  WebAssembly: noCode,
  SharedArrayBuffer: noThreads,
  Atomics: noThreads,
  Worker: noThreads,
  WeakRef: 'when memory is freed is left to chance',
  FinalizationRegistry: 'when memory is freed is left to chance',
  Proxy: 'write plain records',
  Reflect: 'write plain records',
  Intl: 'there are no locales',
}

/** Members that lead from a value to how values are made. */
export const absentMembers: ReadonlySet<string> = new Set([
  ...['constructor', '__proto__', 'prototype', 'caller', 'callee', 'prepareStackTrace'],
  ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
  ...['captureStackTrace', 'setPrototypeOf', 'getPrototypeOf', 'toLocaleString', 'localeCompare'],
])

/** What a date says by the time zone of the machine. */
export const localTimes: ReadonlySet<string> = new Set(
  ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].flatMap(
    (part) => [`get${part}`, `set${part}`],
  ),
)
