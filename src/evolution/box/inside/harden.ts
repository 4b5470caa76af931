/**
 * Runs in the isolate before anything else: takes away what answers otherwise from run to run, what
 * makes code of text and what stops a thread. No wall: the wall is the isolate, which holds nothing
 * of the host whatever is done in here. Stands alone: its text is what runs, so it may use nothing
 * that is written outside of it.
 */
export function harden(): void {
  const fixed = (of: object, name: string, value: unknown): void => {
    Object.defineProperty(of, name, { value, writable: false, configurable: false })
  }
  const absent = (why: string): (() => never) =>
    function absent(): never {
      throw new TypeError(why)
    }
  const noCode = absent('code cannot be made of text here')
  const makers = [
    function sync() {},
    async function later() {},
    function* some() {},
    async function* someLater() {},
  ]
  for (const maker of makers) fixed(Object.getPrototypeOf(maker) as object, 'constructor', noCode)
  const noLocale = absent('there are no locales here')
  for (const made of [Number, BigInt, Array, Object, Date])
    fixed(made.prototype, 'toLocaleString', noLocale)
  for (const name of ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase'])
    fixed(String.prototype, name, noLocale)
  fixed(Math, 'random', absent('there is no chance here but view.chance'))
  fixed(Error, 'prepareStackTrace', undefined)
  fixed(Error, 'captureStackTrace', absent('there are no stack traces here'))
  fixed(Error, 'stackTraceLimit', 8)
  const gone = [
    ...['eval', 'Function', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'WeakRef', 'Intl'],
    ...['FinalizationRegistry', 'console', 'Iterator', 'ShadowRealm', 'Temporal'],
    ...['DisposableStack', 'AsyncDisposableStack', 'escape', 'unescape'],
  ]
  for (const name of gone) Reflect.deleteProperty(globalThis, name)
}

/** The same of the calendar: dates are made of view.asOf, in UTC, and there is no now. */
export function hardenDates(): void {
  const Real = Date
  const shared = Real.prototype
  const { construct, defineProperty } = Reflect
  const { UTC } = Real
  function SafeDate(...parts: readonly (number | string | Date)[]): unknown {
    if (new.target === undefined || parts.length === 0)
      throw new TypeError('there is no clock here but view.asOf')
    const whole = parts.length > 1 ? [UTC(...(parts as [number, number]))] : parts
    return construct(Real, whole, new.target)
  }
  const fixed = (of: object, name: string, value: unknown): void => {
    defineProperty(of, name, { value, writable: false, configurable: false })
  }
  fixed(SafeDate, 'prototype', shared)
  fixed(SafeDate, 'UTC', UTC)
  fixed(shared, 'constructor', SafeDate)
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds'] as const)
    fixed(shared, `get${part}`, shared[`getUTC${part}`])
  fixed(shared, 'getTimezoneOffset', () => 0)
  for (const name of ['toString', 'toDateString', 'toTimeString'])
    fixed(shared, name, Reflect.get(shared, 'toISOString'))
  for (const name of ['toLocaleDateString', 'toLocaleTimeString', 'toLocaleString'])
    Reflect.deleteProperty(shared, name)
  defineProperty(globalThis, 'Date', { value: SafeDate, writable: false, configurable: false })
}
