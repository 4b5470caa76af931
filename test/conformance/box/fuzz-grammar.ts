import type { Random } from '../../../src/base/index.ts'

const roots = [
  ...['globalThis', 'this', 'defineAgent', 'whole', '[]', '({})', '(() => 1)', 'null', '1', "'x'"],
  ...['(async () => 1)', '(function* () {})', '(class A {})', 'new Error("e")', 'Symbol.iterator'],
  ...[
    'Promise',
    'Reflect',
    'Object',
    'Array',
    'Map',
    'Proxy',
    'JSON',
    'Math',
    'Date',
    'import.meta',
  ],
  ...['new Proxy({}, {})', '/x/', '1n', 'new Map()', 'new Float64Array(4)', 'a', 'b', 'c', 'sma'],
]
const members = [
  ...['constructor', 'prototype', '__proto__', 'caller', 'arguments', 'call', 'apply', 'bind'],
  ...['length', 'then', 'get', 'env', 'process', 'mainModule', 'require', 'toString', 'valueOf'],
  ...['next', 'return', 'throw', 'stack', 'prepareStackTrace', 'exports', 'raw', 'map', 'ownKeys'],
  ...['getPrototypeOf', 'construct', 'defineProperty', 'from', 'of', 'species', 'line', 'name'],
]
const texts = [
  ...["'return process'", "'return this'", "'constructor'", "'__proto__'", '`pro${"cess"}`'],
  ...['\'return import("node:fs")\'', "'a'.repeat(99)", "'\\u0070rocess'", "'#box'", "'then'"],
]

/** Draws programs of a grammar of everything that has ever led out of a sandbox. */
export class FuzzGrammar {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  /** A module that tries things at its load and at its bars, and says whether it got out. */
  program(): string {
    const load = this.#statements(3 + this.#random.below(6), 3)
    const bar = this.#statements(1 + this.#random.below(3), 2)
    return `import { defineAgent, whole } from 'coinswarm/agents'
import { sma } from 'coinswarm/features'
let found = 'inside'
// A proxy of its own answers to every name, but never with a number or a text.
const isOut = (x) => typeof x.pid === 'number' || typeof x.version === 'string' ||
  (x.constants && typeof x.constants.O_RDONLY === 'number')
const seen = (x) => {
  try { if (x && (isOut(x) || (x.process && isOut(x.process)))) found = 'ESCAPED' } catch {}
  return x
}
let a, b, c
${load}
export const agent = defineAgent({ name: 'fuzz', get summary() { return found }, parameters: {},
  features: () => ({ f: sma(3) }), opine: (view) => { a = view; ${bar}; return undefined } })
`
  }

  #pick(of: readonly string[]): string {
    return of[this.#random.below(of.length)] ?? ''
  }

  #statements(count: number, depth: number): string {
    return Array.from({ length: count }, () => this.#statement(depth)).join('\n')
  }

  #statement(depth: number): string {
    const e = (): string => this.#expression(depth)
    const kinds: readonly (() => string)[] = [
      () => `try { ${this.#pick(['a', 'b', 'c'])} = seen(${e()}) } catch (x) { c = seen(x) }`,
      () => `try { seen(${e()}) } catch (x) { a = seen(x) } finally { b = seen(${this.#atom()}) }`,
      () => `try { for (const k in ${e()}) { seen(k); break } } catch {}`,
      () => `try { for (let i = 0; i < 3; i += 1) seen(${e()}) } catch (x) { seen(x.constructor) }`,
      () => `try { (function f(n) { if (n > 0) f(n - 1); else seen(f.caller) })(4) } catch {}`,
      () => `try { ${this.#pick(['Object', 'Array', 'Error'])}.prototype.z = ${e()} } catch {}`,
      () =>
        `try { Object.defineProperty(${e()}, ${this.#pick(texts)}, { value: ${e()} }) } catch {}`,
      () => `try { (async () => { seen(await ${e()}) })().catch((x) => seen(x)) } catch {}`,
    ]
    return kinds[this.#random.below(kinds.length)]?.() ?? ''
  }

  #atom(): string {
    return this.#pick(this.#random.below(4) === 0 ? texts : roots)
  }

  #expression(depth: number): string {
    if (depth <= 0) return this.#atom()
    const e = (): string => this.#expression(depth - 1)
    const kinds: readonly (() => string)[] = [
      () => this.#atom(),
      () => `seen(${e()}).${this.#pick(members)}`,
      () => `seen(${e()})[${this.#pick(texts)}]`,
      () => `seen(${e()}.${this.#pick(members)}.${this.#pick(members)})`,
      () => `${e()}.${this.#pick(members)}(${this.#pick(texts)})()`,
      () => `seen(${e()}(${e()}, ${this.#pick(texts)}))`,
      () => `new (${e()})(${e()})`,
      () => `Reflect.construct(${e()}, [${this.#pick(texts)}], ${e()})`,
      () => `Reflect.apply(${e()}, ${e()}, [${e()}])`,
      () => `Object.getPrototypeOf(${e()})`,
      () => `new Proxy(Object(${e()}), { get: (t, k, r) => r, apply: (t, x) => x })`,
      () => `((x) => ${e()})\`${'${'}${e()}}\``,
      () => `[${e()}, ...Object(${e()})]`,
      () => `{ }[${e()}]`.replace('{ }', '({ x: seen })'),
    ]
    return kinds[this.#random.below(kinds.length)]?.() ?? ''
  }
}
