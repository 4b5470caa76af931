import { expect, it } from 'vitest'
import { trackedFiles } from '../../tools/tracked-files.ts'
import { commandsIn, faultOf } from './said-commands.ts'

const papers = [...trackedFiles()].filter(
  ([file]) => /^(README|SECURITY|docs\/.*)\.md$/.test(file) && !file.startsWith('docs/decisions/'),
)

it('every command that a paper tells is one, with options that it has', async () => {
  const faults: string[] = []
  const known = new Set<string>()
  for (const [file, paper] of papers)
    for (const command of commandsIn(paper)) {
      if (known.has(command)) continue
      known.add(command)
      const fault = await faultOf(command)
      if (fault !== undefined) faults.push(`${file}: coinswarm ${command}: ${fault}`)
    }
  expect(faults).toEqual([])
  expect(known.size).toBeGreaterThan(150)
})

it('finds a command and an option that are gone', async () => {
  const paper = '`npx coinswarm report desk --html x`\n```\n$ coinswarm gone --desk x | tail\n```\n'
  const found: unknown[] = []
  for (const command of commandsIn(paper)) found.push(await faultOf(command))
  expect(found).toEqual(['report desk has no --html', 'there is no command gone'])
})
