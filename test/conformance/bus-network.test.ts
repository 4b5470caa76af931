import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { NatsBus } from '../../src/journal/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import { hasNats, startNats } from '../servers/nats-server.ts'
import { hasNetworks, openNetwork } from '../servers/network.ts'
import { until } from '../servers/start-server.ts'
import { bytesOf, heard } from './bus-stage.ts'

const canCut = hasNats && hasNetworks

it.skipIf(!canCut)(
  'a bus over NATS goes on when a network was cut and is whole again',
  async () => {
    const network = openNetwork(0)
    const nats = await startNats({ host: network.innerHost, inside: network.inside })
    const from = new NatsBus({ url: nats.url, name: 'test', clock: liveClock })
    try {
      const { all } = heard(from, 'x.y')
      await until(() => from.state === 'up', 'a line')
      network.cut()
      for (let index = 0; index < 30; index += 1) {
        from.publish('x.y', new Uint8Array(100_000))
        await sleep(10)
      }
      await until(() => from.state === 'away', 'a line that counts as cut')
      from.publish('x.y', bytesOf('after'))
      await sleep(1_000)
      expect(all).toHaveLength(0)
      network.mend()
      await until(() => all.at(-1) === 'x.y after', 'a message after')
      expect(from.counts).toMatchObject({ lines: 2, dropped: 0 })
    } finally {
      await from.close()
      await nats.end()
      network.end()
    }
  },
)
