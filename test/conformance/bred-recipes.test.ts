import { expect, test } from 'vitest'
import {
  firstRecipe,
  printRecipe,
  proposeRecipes,
  readRecipe,
  recipeChange,
  recipeMinutes,
  recipeName,
  recipeOfSource,
  recipeWords,
} from '../../src/evolution/index.ts'

const bred = proposeRecipes({
  ...{ seed: 1, cycle: 1, count: 50, tried: [{ recipe: firstRecipe, loss: 0 }] },
  ground: { minutes: recipeMinutes, mayShort: true },
  isKnown: () => false,
})

test('a bred strategy names itself, tells what it does, and carries its recipe', () => {
  expect(bred).toHaveLength(50)
  for (const { recipe, source } of bred) {
    expect(source).toBe(printRecipe(recipe))
    expect(source).toContain(`name: '${recipeName(recipe)}'`)
    expect(source).toContain(recipeWords(recipe))
    const kept = readRecipe(JSON.parse(JSON.stringify(recipeOfSource(source))))
    expect(kept).toEqual({ ok: true, value: recipe })
  }
  expect(new Set(bred.map(({ recipe }) => recipeName(recipe))).size).toBe(50)
})

test('whoever has only the files can tell what one changed of another', () => {
  for (const { source, parents, change } of bred) {
    const [parent] = parents
    if (parent === undefined) continue
    const [before, after] = [recipeOfSource(printRecipe(parent)), recipeOfSource(source)]
    if (before === undefined || after === undefined) expect.fail('a printed file has a recipe')
    expect(recipeChange(before, after)).toEqual(change)
  }
})
