import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

it('is stars wherever it is printed', () => {
  const key = new Secret('canary')
  const holder = { key, keys: [key], map: new Map([['key', key]]) }
  const printed = [
    [key].join(),
    String(key),
    JSON.stringify(holder),
    inspect(holder, { depth: 9, showHidden: true, getters: true }),
    format('%s %o %O %j', key, key, key, key),
    Object.prototype.toString.call(key),
    JSON.stringify(Object.entries(key)),
    JSON.stringify(structuredClone(Object.assign({}, key))),
  ]
  for (const text of printed) expect(text).not.toContain('canary')
  expect(printed.slice(0, 3)).toEqual(['***', '***', '{"key":"***","keys":["***"],"map":{}}'])
  expect(key.reveal()).toBe('canary')
})
