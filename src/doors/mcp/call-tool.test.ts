import { expect, it } from 'vitest'
import { z } from 'zod'
import { ToolCalls } from './call-tool.ts'
import type { Tool } from './tool.ts'

it.each([
  ['read', 4],
  ['long', 1],
] as const)('has so many calls that are %s at once, and no more: %d', async (pace, most) => {
  const calls = new ToolCalls('no-desk', [])
  const stop = new AbortController()
  const argv = (): readonly string[] => ['--version']
  const tool: Tool = { name: 'version', description: '', pace, schema: z.object({}), argv }
  const caller = { signal: stop.signal, onProgress: () => {} }
  const under = Array.from({ length: most }, () => calls.call(tool, {}, caller))
  const one = await calls.call(tool, {}, caller)
  expect(one).toMatchObject({
    isError: true,
    content: [{ text: `${most} of that kind run already; ask again when one is done.` }],
  })
  stop.abort()
  for (const each of await Promise.all(under)) expect(each.isError).toBe(true)
})
