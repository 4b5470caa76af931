import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { givenPackages, isAllowed } from './licences.ts'
import { closureOf, readLocked } from './locked.ts'

it('gives on no package under a licence that is copyleft, unknown or missing', () => {
  const given = givenPackages('.', readLocked('.'))
  expect(given.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ccxt', 'fastify', 'react', 'zod']),
  )
  expect(given.filter(({ licence }) => !isAllowed(licence))).toEqual([])
})

it.each(['MIT', 'ISC', '(MIT OR Apache-2.0)', 'GPL-3.0-only OR MIT', 'MIT AND ISC'])(
  'allows %s',
  (licence) => expect(isAllowed(licence)).toBe(true),
)

it.each([
  ...['GPL-3.0-only', 'AGPL-3.0-or-later', 'LGPL-2.1', 'MPL-2.0', 'SSPL-1.0', 'BUSL-1.1'],
  ...[
    'MIT AND GPL-2.0-only',
    '(GPL-2.0 OR AGPL-3.0)',
    '(MIT OR GPL-2.0) AND (GPL-2.0)',
    'MIT WITH Commons-Clause',
  ],
  ...['UNLICENSED', 'SEE LICENSE IN LICENSE', 'unknown', '', 'mit-like'],
])('allows none that asks for more or says nothing: %s', (licence) =>
  expect(isAllowed(licence)).toBe(false),
)

it('reads licences where packages are installed, those of the needed included', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'licences-'))
  const write = (place: string, manifest: object): void => {
    mkdirSync(path.join(root, place), { recursive: true })
    writeFileSync(path.join(root, place, 'package.json'), JSON.stringify(manifest))
  }
  write('node_modules/a', { version: '1.0.0', license: 'MIT' })
  write('node_modules/a/node_modules/b', { version: '2.0.0', license: 'GPL-3.0-only' })
  write('node_modules/c', { version: '3.0.0' })
  const locked = {
    '': { dependencies: { a: '1.0.0' }, devDependencies: { d: '1.0.0' } },
    'node_modules/a': { dependencies: { b: '2.0.0', c: '3.0.0' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '3.0.0' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': {},
    'node_modules/d': {},
  }
  expect([...closureOf(locked, ['a'])]).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ])
  expect(givenPackages(root, locked)).toEqual([
    { name: 'a', version: '1.0.0', licence: 'MIT' },
    { name: 'b', version: '2.0.0', licence: 'GPL-3.0-only' },
    { name: 'c', version: '3.0.0', licence: 'unknown' },
  ])
  rmSync(root, { recursive: true })
})
