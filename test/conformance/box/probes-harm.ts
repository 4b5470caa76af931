import { defined, loading, type Probe, running, saying, whole } from './probe.ts'

const lost = /^(ended|stalled): /
const dos = 'denial of service'

/** Ways to keep a processor, a memory or a desk. */
export const harmProbes: readonly Probe[] = [
  loading({ family: dos, name: 'a loop while it is loaded', comesTo: lost }, 'for (;;);'),
  running({ family: dos, name: 'a loop at a bar', comesTo: lost }, 'while (true) {}'),
  whole(
    { family: dos, name: 'a loop in features', at: 'describe', comesTo: lost },
    defined('features: () => { for (;;); },'),
  ),
  whole(
    { family: dos, name: 'a loop where its name is read', at: 'describe', comesTo: lost },
    defined('get name() { for (;;); },'),
  ),
  running(
    { family: dos, name: 'a regular expression that backtracks', comesTo: lost },
    "return /^(a+)+$/.test('a'.repeat(60) + '!')",
  ),
  running(
    { family: dos, name: 'microtasks without end', comesTo: lost },
    'const again = () => { Promise.resolve().then(again) }; again(); return 1',
  ),
  loading(
    { family: dos, name: 'microtasks without end while it is loaded', comesTo: lost },
    'const again = () => { Promise.resolve().then(again) }; again(); return 1',
  ),
  running(
    { family: dos, name: 'lists without end', comesTo: lost },
    'const all = []; for (;;) all.push(new Array(1_000_000).fill(1.5))',
  ),
  running(
    { family: dos, name: 'buffers without end', comesTo: /^(no|ended|stalled): / },
    'const all = []; for (;;) all.push(new Uint8Array(1 << 24).fill(1))',
  ),
  running(
    { family: dos, name: 'a buffer of many gigabytes', comesTo: /^(no: |ended)/ },
    'return new ArrayBuffer(2 ** 36)',
  ),
  running(
    {
      family: dos,
      name: 'a text that doubles',
      comesTo: /^(no: Invalid string length|ended|stalled)/,
    },
    "let text = 'x'; for (;;) { text += text; if (text.length > 1e8) text.split('') }",
  ),
  running(
    {
      family: dos,
      name: 'a very large whole number',
      comesTo: /^(no: Maximum BigInt|ended|stalled)/,
    },
    'let n = 3n; for (;;) n = n * n',
  ),
  running(
    { family: dos, name: 'recursion', comesTo: /^no: Maximum call stack/ },
    'const f = (n) => f(n + 1) + 1; return f(0)',
  ),
  running(
    { family: dos, name: 'recursion that catches itself', comesTo: lost },
    'const f = () => { try { f() } catch { f() } }; f()',
  ),
  running(
    { family: dos, name: 'a sort that never ends', comesTo: lost },
    'return [1, 2, 3].sort(() => { for (;;); })',
  ),
  running(
    {
      family: dos,
      name: 'a text of an endless list',
      comesTo: /^(no: Invalid string length|ended|stalled)/,
    },
    'return new Array(2 ** 32 - 1).join("xxxxxxxxxxxxxxxx")',
  ),
  running(
    { family: dos, name: 'a proxy that leads to itself', comesTo: /^(no: |ended|stalled)/ },
    'const p = new Proxy({}, { getPrototypeOf: () => p, get: () => p }); return p instanceof Map',
  ),
  running(
    { family: dos, name: 'an error whose text never ends', comesTo: lost },
    'const e = { get message() { for (;;); } }; throw e',
  ),
  whole(
    {
      family: dos,
      name: 'a rejection that nobody handles',
      at: 'run',
      comesTo: /^(ended|threw|done)/,
    },
    defined("opine: () => { Promise.reject(new Error('nobody')); return undefined },"),
  ),
  saying(
    {
      family: dos,
      name: 'a thenable that never settles',
      comesTo: /^threw: .*a promise is no answer/,
    },
    '{ then: () => {} }',
  ),
  saying(
    {
      family: dos,
      name: 'an answer that comes later',
      comesTo: /^threw: .*a promise is no answer/,
    },
    '(async () => ({ exposure: 1, confidence: 1 }))()',
  ),
  whole(
    { family: dos, name: 'a state nested without end', at: 'run', comesTo: /^(done|threw)/ },
    defined(`mind: () => ({
      save: () => { let deep = 0; for (let i = 0; i < 1e5; i += 1) deep = [deep]; return deep },
      load: () => {},
    }),`),
  ),
  whole(
    {
      family: dos,
      name: 'a hundred thousand features',
      at: 'describe',
      comesTo: /^(threw|module|stalled): /,
    },
    `import { sma } from 'coinswarm/features'
     const names = Array.from({ length: 100_000 }, (_, i) => 'f' + i)
     ${defined('features: () => Object.fromEntries(names.map((name) => [name, sma(5)])),')}`,
  ),
  whole(
    {
      family: dos,
      name: 'a window of a thousand million bars',
      at: 'run',
      comesTo: /^module: .*above 5000/,
    },
    `import { sma } from 'coinswarm/features'
     ${defined('features: () => ({ f: sma(1e9) }),')}`,
  ),
  whole(
    {
      family: dos,
      name: 'a source nested too deep to parse',
      at: 'describe',
      comesTo: /^(module|ended): /,
    },
    `export const a = ${'('.repeat(30_000)}1${')'.repeat(30_000)}`,
  ),
  whole(
    {
      family: dos,
      name: 'a source that is too long',
      at: 'describe',
      comesTo: /^module: .*longer/,
    },
    `// ${'x'.repeat(70_000)}`,
  ),
]

const tamper = 'tamper'

/** Ways to change what others use. */
export const tamperProbes: readonly Probe[] = [
  loading(
    { family: tamper, name: 'methods of lists', comesTo: /^(GOT done|threw: )/ },
    "for (const name of ['push', 'map', 'join']) Array.prototype[name] = () => 7; return 'done'",
  ),
  loading(
    { family: tamper, name: 'methods of texts', comesTo: /^module: its summary/ },
    "for (const name of ['charCodeAt', 'slice']) String.prototype[name] = () => 7; return 'done'",
  ),
  loading(
    { family: tamper, name: 'JSON', comesTo: /^GOT done/ },
    'JSON.stringify = () => \'{"kind":"done"}\'; JSON.parse = () => ({}); return \'done\'',
  ),
  loading(
    { family: tamper, name: 'Reflect and calls', comesTo: /^GOT done/ },
    `const base = Object.getPrototypeOf(() => 1)
     Reflect.apply = base.call = base.apply = () => 7
     return 'done'`,
  ),
  loading(
    { family: tamper, name: 'typed arrays', comesTo: /^GOT done/ },
    "Object.getPrototypeOf(Float64Array).prototype.set = Float64Array = Map; return 'done'",
  ),
  loading(
    { family: tamper, name: 'every record', comesTo: /^(GOT done|.*fault|threw: |module: )/ },
    "Object.defineProperty(Object.prototype, 'then', { get: () => () => {} }); return 'done'",
  ),
  loading(
    { family: tamper, name: 'what it imports', comesTo: /^no: Assignment to constant/ },
    'defineAgent = () => 7',
  ),
  running(
    { family: tamper, name: 'a price of the view', comesTo: /^no: Cannot (assign|set)/ },
    'view.close = 1',
  ),
  running(
    { family: tamper, name: 'a price defined anew', comesTo: /^no: Cannot redefine/ },
    "Object.defineProperty(view, 'close', { value: 1 })",
  ),
  running(
    { family: tamper, name: 'features of the view', comesTo: /^no: Cannot add property/ },
    'view.features.own = { value: 1 }',
  ),
  running({ family: tamper, name: 'parameters', comesTo: /^no: Cannot add property/ }, 'p.own = 1'),
  running(
    { family: tamper, name: 'functions of mathematics', comesTo: /^GOT done/ },
    "Math.exp = () => 1e308; Math.max = () => 7; return 'done'",
  ),
]
