/** How a client finds the exchange: a script of ten lines for ccxt, which is not changed for it. */
export function exchangeHint(dialect: string, url: string, instrument: string): readonly string[] {
  const symbol = instrument.replace(/\..*$/, '').replace('-', '/')
  const socket = url.replace('http', 'ws')
  return dialect === 'kraken'
    ? [
        "  import ccxt from 'ccxt'",
        "  const kraken = new ccxt.pro.kraken({ apiKey: 'demo', secret: 'ZGVtbw==' })",
        `  const ws = '${socket}/v2'`,
        `  kraken.urls.api = { public: '${url}', private: '${url}', zendesk: '${url}',`,
        '    ws: { public: ws, private: ws, publicV2: ws, privateV2: ws } }',
        '  await kraken.loadHttpProxyAgent() // what ccxt wants before it opens ws://',
        `  console.log(await kraken.fetchTicker('${symbol}'))`,
        `  console.log(await kraken.createOrder('${symbol}', 'market', 'buy', 0.01))`,
        `  console.log(await kraken.watchOrderBook('${symbol}'))`,
        '  await kraken.close()',
      ]
    : [
        "  import ccxt from 'ccxt'",
        "  const binance = new ccxt.pro.binance({ apiKey: 'demo', secret: 'demo' })",
        "  Object.assign(binance.options, { fetchMarkets: { types: ['spot'] } })",
        `  Object.assign(binance.urls.api, { public: '${url}/api/v3', private: '${url}/api/v3', sapi: '${url}/sapi/v1' })`,
        `  Object.assign(binance.urls.api.ws, { spot: '${socket}/stream/ws', 'ws-api': { spot: '${socket}/ws-api/v3' } })`,
        '  await binance.loadHttpProxyAgent() // what ccxt wants before it opens ws://',
        `  console.log(await binance.fetchTicker('${symbol}'))`,
        `  console.log(await binance.createOrder('${symbol}', 'market', 'buy', 0.01))`,
        `  console.log(await binance.watchOrderBook('${symbol}'))`,
        '  await binance.close()',
      ]
}
