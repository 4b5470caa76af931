import { expect, it } from 'vitest'
import { parseToml } from './parse-toml.ts'

const deep = (dots: number): string => Array.from({ length: dots + 1 }, () => 'a').join('.')
const tooDeep = {
  ok: false,
  error: 'a.toml: its tables lie more than 32 deep; write fewer dots into its keys.',
}

it.each([
  `${deep(50_000)} = 1`,
  `[${deep(50_000)}]`,
  `[[${deep(50_000)}]]`,
  `a = ${'['.repeat(33)}${']'.repeat(33)}`,
])('declines what lies too deep for whoever walks it', (text) => {
  expect(parseToml('a.toml', text)).toEqual(tooDeep)
})

it('takes what lies as deep as anything does, and says where text is no TOML', () => {
  expect(parseToml('a.toml', `${deep(31)} = 1`).ok).toBe(true)
  expect(parseToml('a.toml', `${deep(32)} = 1`)).toEqual(tooDeep)
  expect(parseToml('a.toml', 'a = 1\nb')).toMatchObject({
    error: expect.stringMatching(/^a\.toml:2:\d+: this is not TOML/),
  })
})
