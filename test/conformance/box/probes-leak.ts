import { defined, loading, type Probe, saying, whole } from './probe.ts'

const chance = 'nondeterminism'
const leak = 'exfiltration'
const signal = 'signal'
const evasion = 'evasion'
const refused = /^threw: /

/** What answers otherwise from run to run. */
export const chanceProbes: readonly Probe[] = [
  ...[
    ['the clock', 'return Date.now()', /^no: Date.now is not a function/],
    ['a date of now', 'return new Date().getTime()', /^no: there is no clock here/],
    ['a date without new', 'return Date()', /^no: there is no clock here/],
    [
      'the date behind a date',
      'return Object.getPrototypeOf(new Date(0)).constructor.now()',
      /^no: .*is not a function/,
    ],
    ['chance', 'return Math.random()', /^no: there is no chance here/],
    [
      'the language of the machine',
      'return (1234.5).toLocaleString()',
      /^no: there are no locales/,
    ],
    [
      'formats of a language',
      'return new Intl.DateTimeFormat().format()',
      /^no: Intl is not defined/,
    ],
    ['the order of a language', "return 'a'.localeCompare('b')", /^no: there are no locales/],
    ['the time zone', 'return new Date(0).getTimezoneOffset()', /^GOT 0$/],
    ['the hour of the machine', 'return new Date(0).getHours()', /^GOT 0$/],
    ['weak references', 'return new WeakRef({}).deref()', /^no: WeakRef is not defined/],
    ['the end of objects', 'return new FinalizationRegistry(() => 1)', /^no: Finalization/],
    ['fine time', 'return performance.now()', /^no: performance is not defined/],
    ['waiting for threads', 'return Atomics.wait', /^no: Atomics is not defined/],
    ['shared memory', 'return new SharedArrayBuffer(8)', /^no: SharedArrayBuffer is not defined/],
  ].map(([name, body, comesTo]) =>
    loading({ family: chance, name: String(name), comesTo: comesTo as RegExp }, String(body)),
  ),
]

/** Ways out for what it knows, and in for what it must not know. */
export const leakProbes: readonly Probe[] = [
  ...[
    ['the environment', 'return process.env.COINSWARM_CANARY', /^no: process is not defined/],
    ['require', "return require('fs')", /^no: require is not defined/],
    ['fetch', "return fetch('http://127.0.0.1:PORT')", /^no: fetch is not defined/],
    ['a socket', "return new WebSocket('ws://127.0.0.1:PORT')", /^no: WebSocket is not defined/],
    ['a request', 'return new XMLHttpRequest()', /^no: XMLHttpRequest is not defined/],
    ['the console', "return console.log('canary')", /^no: console is not defined/],
    ['a module of the process', 'return process.binding("fs")', /^no: process is not defined/],
    ['a worker', 'return new Worker("x")', /^no: Worker is not defined/],
  ].map(([name, body, comesTo]) =>
    loading({ family: leak, name: String(name), comesTo: comesTo as RegExp }, String(body)),
  ),
  whole(
    { family: leak, name: 'a very long text', at: 'run', comesTo: /^threw: .{250,330}$/ },
    defined("opine: () => { throw new Error('x'.repeat(60_000)) },"),
  ),
  whole(
    {
      family: leak,
      name: 'words that steer a terminal',
      at: 'run',
      comesTo: /^threw: \P{Cc}*$/u,
    },
    defined("opine: () => { throw new Error('\\u001b]0;owned\\u0007\\u001b[2J\\nline') },"),
  ),
  whole(
    { family: leak, name: 'a name that is a path', at: 'describe', comesTo: /^module: its name/ },
    defined("name: '../../etc',"),
  ),
  whole(
    {
      family: leak,
      name: 'a summary of 60,000 letters',
      at: 'describe',
      comesTo: /^module: its summary/,
    },
    defined("summary: 'x'.repeat(60_000),"),
  ),
]

/** Answers that are not what they seem. */
export const signalProbes: readonly Probe[] = [
  saying({ family: signal, name: 'NaN', comesTo: refused }, '{ exposure: NaN, confidence: 1 }'),
  saying(
    { family: signal, name: 'infinity', comesTo: refused },
    '{ exposure: 0.1, confidence: 1, target: Infinity }',
  ),
  saying({ family: signal, name: '1e308', comesTo: refused }, '{ exposure: 1e308, confidence: 1 }'),
  saying(
    { family: signal, name: 'keys of the prototype', comesTo: /^(threw|done)/ },
    `JSON.parse('{"__proto__":{"exposure":1},"exposure":0,"confidence":0.6}')`,
  ),
  saying(
    { family: signal, name: 'a getter that changes', comesTo: /^done reads 1/ },
    '{ get exposure() { return twice(view.asOf) ? 9 : 0.01 }, confidence: 0.6 }',
    'let last = 0; const twice = (ts) => { const is = ts === last; last = ts; return is }',
  ),
  saying(
    { family: signal, name: 'a number that is a record', comesTo: refused },
    '{ exposure: { valueOf: () => 1 }, confidence: 1 }',
  ),
  saying(
    { family: signal, name: 'a number that is a text', comesTo: refused },
    "{ exposure: '1', confidence: 1 }",
  ),
  saying(
    { family: signal, name: 'a list with a false length', comesTo: refused },
    'Object.assign([], { length: 4e9 })',
  ),
  saying(
    { family: signal, name: 'a field that looks like another', comesTo: /^threw: .*no field/ },
    '{ \u0435xposure: 1, exposure: 0, confidence: 1 }',
  ),
  saying(
    { family: signal, name: 'another instrument', comesTo: /^threw: .*no field 'legs'/ },
    "{ exposure: 0, confidence: 0.5, legs: { legs: [{ instrumentId: 'ВTC-USD', exposure: 1 }] } }",
  ),
  saying(
    { family: signal, name: 'an order', comesTo: /^threw: .*no field 'order'/ },
    "{ order: 'buy everything' }",
  ),
  saying(
    { family: signal, name: 'a proxy', comesTo: /^(threw|done)/ },
    'new Proxy({}, { get: () => 0.6, has: () => true })',
  ),
  whole(
    {
      family: signal,
      name: 'features named like parts of records',
      at: 'describe',
      comesTo: /^(x$|module: )/,
    },
    `import { sma } from 'coinswarm/features'
     ${defined("features: () => ({ ['__proto__']: sma(5), constructor: sma(5) }),")}`,
  ),
]

/** The same word, spelt so that nobody who reads the source finds it. */
export const evasionProbes: readonly Probe[] = [
  ...[
    ['brackets', "return globalThis['process']"],
    ['put together', "return globalThis['pro' + 'cess']"],
    ['escapes', 'return glob\\u0061lThis.proc\\u0065ss'],
    ['a template', 'return globalThis[`${"proc"}ess`]'],
    ['a getter', "return ({ get x() { return globalThis[['pro', 'cess'].join('')] } }).x"],
    ['from codes', 'return globalThis[String.fromCharCode(112, 114, 111, 99, 101, 115, 115)]'],
    ['reversed', "return globalThis[[...'ssecorp'].reverse().join('')]"],
    ['this of a loose function', 'return (function () { return this && this.process })()'],
  ].map(([name = '', body = '']) =>
    loading({ family: evasion, name, comesTo: /^GOT undefined$/ }, body),
  ),
]
