import { pro } from 'ccxt'
import { type LivingExchange, serveExchange } from '../../src/doors/index.ts'
import { liveClock } from '../../src/kernel/index.ts'
import type { FaultPlan } from '../../src/venue/index.ts'
import type { Fees } from '../../src/venue/sim/index.ts'
import { KrakenScene } from './kraken-scene.ts'
import { keyOf, secretFor } from '../house/canaries.ts'

export type KrakenClient = InstanceType<typeof pro.kraken>

/** A scene on a port, and ccxt as it comes to speak with it. */
export class KrakenVenue {
  readonly scene: KrakenScene
  readonly #server: LivingExchange
  readonly #clients: KrakenClient[] = []
  static #lastNonce = 0

  /** @param tier - Nobody is held to any limit without one. */
  static async open(
    tier?: 'starter',
    faults?: Partial<FaultPlan>,
    leverage?: number,
    fees?: Fees,
  ): Promise<KrakenVenue> {
    const scene = new KrakenScene({ now: () => liveClock.now(), tier, leverage, faults, fees })
    const served = {
      house: scene.house,
      dialect: scene.dialect,
      onTime: () => scene.pass(),
      save: () => undefined,
    }
    const options = { served, clock: liveClock, host: '127.0.0.1', port: 0 }
    return new KrakenVenue(scene, await serveExchange(options))
  }

  private constructor(scene: KrakenScene, server: LivingExchange) {
    this.scene = scene
    this.#server = server
  }

  get streamUrl(): string {
    return `ws://127.0.0.1:${this.#server.port}/v2`
  }

  /** ccxt, told where the venue is and that it need not wait between calls. */
  async client(key = 'demo', more: object = {}): Promise<KrakenClient> {
    const secret = Buffer.from(secretFor(key)).toString('base64')
    const client = new pro.kraken({ apiKey: keyOf(key), secret, rateLimit: 1, ...more })
    const rest = `http://127.0.0.1:${this.#server.port}`
    const stream = this.streamUrl
    const ws = { public: stream, private: stream, publicV2: stream, privateV2: stream }
    client.urls.api = { public: rest, private: rest, ws }
    // ccxt counts milliseconds, in which two calls may come.
    client.nonce = () => {
      KrakenVenue.#lastNonce = Math.max(KrakenVenue.#lastNonce + 1, Date.now())
      return KrakenVenue.#lastNonce
    }
    // What ccxt asks for before it opens a socket without TLS.
    await client.loadHttpProxyAgent()
    await client.loadMarkets()
    this.#clients.push(client)
    return client
  }

  /** @throws what went wrong inside the server, should anything have. */
  async close(): Promise<void> {
    await Promise.race([this.#server.failure, Promise.resolve()])
    for (const client of this.#clients) await client.close()
    await this.#server.close()
  }
}
