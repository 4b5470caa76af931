import { defined, loading, type Probe, running, whole } from './probe.ts'

const family = 'escape'
const noCode = /^no: code cannot be made of text here/
const steal = '(\'return typeof process === "undefined" ? "nothing" : process.env\')()'

/** Ways from a value in the isolate to the process that holds it. */
export const escapeProbes: readonly Probe[] = [
  ...[
    ['a record', `({}).constructor.constructor${steal}`],
    ['a function that was given', `defineAgent.constructor${steal}`],
    ['a list', `[].filter.constructor${steal}`],
    ['an exception', `try { null.x } catch (e) { return e.constructor.constructor${steal} }`],
    [
      'an overflow of the stack',
      `const f = () => f(); try { f() } catch (e) { return e.constructor.constructor${steal} }`,
    ],
    ['an async function', `(async () => {}).constructor${steal}`],
    ['a generator', `(function* () {}).constructor${steal}`],
    ['an async generator', `(async function* () {}).constructor${steal}`],
    ['a bound function', `(() => 1).bind(null).constructor${steal}`],
    ['a class', `(class {}).constructor${steal}`],
    ['a tagged template', `((s) => s.raw.map.constructor)\`x\`${steal}`],
    ['a symbol', `Symbol.iterator.constructor.constructor${steal}`],
    ['a promise', `Promise.resolve().then.constructor${steal}`],
    [
      'Reflect',
      `Reflect.construct(Reflect.getPrototypeOf(() => 1).constructor, ['return process'])()`,
    ],
    ['a getter', `Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.constructor${steal}`],
  ].map(([from = '', way = '']) =>
    loading(
      { family, name: `the constructor of ${from}`, comesTo: noCode },
      way.startsWith('try') || way.startsWith('const') ? way : `return ${way}`,
    ),
  ),
  loading(
    { family, name: 'eval, indirect', comesTo: /^no: eval is not defined/ },
    "return (0, eval)('process')",
  ),
  loading(
    { family, name: 'eval of the global record', comesTo: /^no: .*is not a function/ },
    "return globalThis['ev' + 'al']('process')",
  ),
  loading(
    { family, name: 'everything global', comesTo: /^GOT none$/ },
    `const names = Object.getOwnPropertyNames(globalThis)
     const found = ['process', 'require', 'module', 'Buffer', 'global', 'fetch', '#box', 'ivm',
       'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'setTimeout', 'internalBinding']
       .filter((name) => names.includes(name))
     return found.join() || 'none'`,
  ),
  loading(
    { family, name: 'frames of a stack trace', comesTo: /^no: Cannot assign to read only/ },
    `Error.prepareStackTrace = (_, frames) => frames.map((f) => f.getThis() + f.getFunction())
     return new Error('x').stack`,
  ),
  loading(
    { family, name: 'frames defined anew', comesTo: /^no: Cannot redefine property/ },
    `const value = (_, frames) => frames[0].getThis()
     Object.defineProperty(Error, 'prepareStackTrace', { value })
     return new Error('x').stack`,
  ),
  loading(
    { family, name: 'the caller of a function', comesTo: /^(no: .*caller|GOT (undefined|null))/ },
    'const f = function () { return f.caller }; return f()',
  ),
  loading(
    { family, name: 'WebAssembly', comesTo: /^no: WebAssembly is not defined/ },
    'return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
  ),
  loading(
    {
      family,
      name: 'a timer that makes code of text',
      comesTo: /^no: setTimeout is not defined/,
    },
    "return setTimeout('process', 0)",
  ),
  loading(
    { family, name: 'a realm', comesTo: /^no: ShadowRealm is not defined/ },
    'return new ShadowRealm()',
  ),
  whole(
    {
      family,
      name: 'an import of files',
      at: 'describe',
      comesTo: /^module: there is no node:fs/,
    },
    `import fs from 'node:fs'\n${defined("summary: fs.readFileSync('/etc/passwd', 'utf8'),")}`,
  ),
  whole(
    {
      family,
      name: 'an import while it runs',
      at: 'describe',
      comesTo: /^(module|threw|ended): /,
    },
    `const fs = await import('node:fs')\n${defined('summary: String(fs),')}`,
  ),
  whole(
    { family, name: 'what import.meta knows', at: 'describe', comesTo: /^GOT undefined,/ },
    defined("summary: 'GOT ' + [import.meta.url, import.meta.resolve].map(String).join() + ','"),
  ),
  running(
    { family, name: 'the constructor of the view', comesTo: noCode },
    `return view.constructor.constructor${steal}`,
  ),
  running(
    { family, name: 'the constructor of a method of the view', comesTo: noCode },
    `return view.closeAgo.constructor${steal}`,
  ),
  running(
    { family, name: 'the memory behind the view', comesTo: /^GOT none/ },
    `const found = Reflect.ownKeys(view).map((key) => key === 'peers' ? 0 : view[key])
       .filter((each) => ArrayBuffer.isView(each) || each instanceof ArrayBuffer)
     return found.length === 0 ? 'none' : found`,
  ),
  running(
    { family: 'tamper', name: 'a prototype of the parameters', comesTo: /^GOT yes/ },
    `Object.getPrototypeOf(p).polluted = 'yes'; return globalThis.polluted`,
  ),
  running(
    { family, name: 'the hook of species', comesTo: noCode },
    `const made = (function () {}).constructor
     class Own extends Array { static get [Symbol.species]() { return made } }
     return Own.from([1]).map((x) => x).constructor${steal}`,
  ),
]
