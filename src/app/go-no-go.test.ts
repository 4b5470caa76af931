import { expect, it } from 'vitest'
import { goNoGo } from './go-no-go.ts'

it('lets no desk send real orders while there is no vault', async () => {
  const { isGo, checks } = await goNoGo('kraken')
  expect(isGo).toBe(false)
  expect(checks.find(({ name }) => name === 'venue')?.isGo).toBe(true)
  expect(checks.find(({ name }) => name === 'keys')?.isGo).toBe(false)
})

it('says why a venue is not one to trade on', async () => {
  const { checks } = await goNoGo('bitstamp')
  const venue = checks.find(({ name }) => name === 'venue')
  expect(venue).toMatchObject({ isGo: false })
  expect(venue?.detail).toMatch(/Bitstamp/)
})

it('wants to know which venue', async () => {
  await expect(goNoGo(undefined)).rejects.toThrow('--live needs --venue')
  await expect(goNoGo('nowhere')).rejects.toThrow('nowhere')
})
