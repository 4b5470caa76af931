import { createHash } from 'node:crypto'
import { canonicalJson, declined, ok, type Result } from '../../base/index.ts'
import { promptHoles, type PromptLayer, promptLayers } from './shipped-prompts.ts'

/** The templates of all three layers, and what they are called together. */
export type PromptSet = {
  readonly templates: Readonly<Record<PromptLayer, string>>
  /** By content: the same templates have the same name everywhere. 16 hex digits. */
  readonly version: string
}

/** Characters that a template may have. */
const templateMax = 32_768
const hole = /\{\{\s*([A-Za-z]+)\s*\}\}/g

/** Templates as a set. Declines one that is empty, too long, or asks for what nobody has. */
export function promptSet(templates: Readonly<Record<PromptLayer, string>>): Result<PromptSet> {
  for (const layer of promptLayers) {
    const template = templates[layer]
    if (template.trim() === '') return declined(`the ${layer} prompt is empty`)
    if (template.length > templateMax)
      return declined(`the ${layer} prompt has more than ${templateMax} characters`)
    const known = promptHoles[layer]
    const strange = holesIn(template).find((name) => !known.includes(name))
    if (strange !== undefined)
      return declined(
        `the ${layer} prompt asks for {{${strange}}}; it can have ${known.join(', ')}`,
      )
    if (/\{\{|\}\}/.test(template.replaceAll(hole, '')))
      return declined(`the ${layer} prompt has a brace pair that is no {{name}}`)
  }
  const { identity, system, memory } = templates
  const content = canonicalJson({ identity, system, memory })
  const version = createHash('sha256').update(content).digest('hex').slice(0, 16)
  return ok({ templates: { identity, system, memory }, version })
}

/** What is put into holes, by name. */
export type PromptValues = Readonly<Record<string, string>>

/**
 * A layer with its holes filled, each once: what is put in is never looked at for holes, so words
 * of strangers open none. A hole without a value says `nothing yet`.
 */
export function fillLayer({ templates }: PromptSet, layer: PromptLayer, of: PromptValues): string {
  return templates[layer].replaceAll(hole, (_, name: string) => {
    const value = Object.hasOwn(of, name) ? of[name] : undefined
    return value === undefined || value === '' ? 'nothing yet' : value
  })
}

function holesIn(template: string): readonly string[] {
  return [...template.matchAll(hole)].map(([, name = '']) => name)
}
