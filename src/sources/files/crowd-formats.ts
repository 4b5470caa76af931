import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import { nextNoon } from './economy-formats.ts'
import type { SourceColumn, SourceFormat } from './source-format.ts'

const newest = { take: 'last', staleUs: 4 * dayUs } as const

const chain = (name: string, series: string, what: string, unit: string): SourceColumn => ({
  ...{ name: `onchain.${name}`, series, field: 'value', what, unit, ...newest },
})

const social = (name: string, field: string, what: string, unit: string): SourceColumn => ({
  ...{ name: `social.${name}`, field, what, unit, ...newest },
})

const ofDay = { windowUs: dayUs, staleUs: 2 * dayUs } as const
const subreddits = { Bitcoin: 'Bitcoin', Currency: 'CryptoCurrency', Markets: 'CryptoMarkets' }

/** On-chain, social, news. */
export const crowdFormats: readonly SourceFormat[] = [
  {
    ...{ moat: 'onchain', source: 'btc-onchain', title: 'figures of the Bitcoin chain, daily' },
    ...{ begins: 'btc_onchain', pattern: /^(btc)_onchain/, about: 'coin', time: 'date' },
    ...{ rows: 'series', seriesField: 'series', known: nextNoon },
    columns: [
      chain('hashrate', 'hashrate', 'hashes a second', 'GH/s'),
      chain('mvrv', 'mvrv', 'market value over realised value', 'ratio'),
      chain('sopr', 'sopr', 'spent output profit ratio', 'ratio'),
      chain('nupl', 'nupl', 'net unrealised profit and loss', 'share'),
      chain('exchangeReserves', 'exchange_reserves_btc', 'held at exchanges', 'BTC'),
      chain('exchangeInflowCdd', 'exchange_inflow_cdd', 'coin days that went to exchanges', 'days'),
      chain('minerReserves', 'miner_reserves_btc', 'held by miners', 'BTC'),
      chain('minerPosition', 'miner_position_index', 'miners sending to exchanges', 'index'),
      chain('fundReserves', 'fund_reserves_btc', 'held by funds', 'BTC'),
      chain('utxoInProfit', 'utxo_in_profit_pct', 'outputs in profit', '%'),
      chain('dominance', 'btc_dominance_pct', "Bitcoin's share of all coins", '%'),
      chain('openInterest', 'open_interest_usd', 'open interest of all venues', 'USD'),
      chain('funding', 'funding_rate_pct', 'funding over all venues', '%'),
    ],
    caveat: 'Daily figures as collected later; revisions of the vendor cannot be told apart.',
  },
  {
    ...{ moat: 'social', source: 'btc-social', title: 'talk about Bitcoin, daily', time: 'date' },
    ...{ begins: 'btc_social', pattern: /^(btc)_social/, about: 'coin', rows: 'series' },
    known: nextNoon,
    columns: [
      social('stocktwitsMood', 'stocktwits_sent', 'mood of StockTwits', '-1 to 1'),
      social('redditPostsMood', 'reddit_posts_sent', 'mood of posts on Reddit', '-1 to 1'),
      social('redditCommentsMood', 'reddit_comments_sent', 'mood of comments there', '-1 to 1'),
      social('stocktwitsVolume', 'stocktwits_volume', 'messages on StockTwits', 'a day'),
      social('redditPostsVolume', 'reddit_posts_volume', 'posts on Reddit', 'a day'),
      social('redditCommentsVolume', 'reddit_comments_volume', 'comments there', 'a day'),
      social('searchVolume', 'search_volume', 'searches on Google', 'of its own maximum'),
      social('vcrix', 'vcrix', 'volatility index of coins', 'index'),
    ],
    caveat:
      'Searches are scaled by the maximum of the whole file, which was known at its end only.',
  },
  {
    ...{ moat: 'social', source: 'fear-greed', title: 'fear and greed index', time: 'date' },
    ...{ begins: 'fear_greed', pattern: /^fear_greed/, about: 'market', rows: 'series' },
    known: { lagUs: hourUs, why: 'the index of a day comes out at its beginning' },
    columns: [
      {
        ...{ name: 'social.fearGreed', field: 'value', ...newest },
        ...{ what: 'fear (0) and greed (100)', unit: '0 to 100' },
      },
    ],
  },
  {
    ...{ moat: 'social', source: 'reddit', title: 'posts on Reddit an hour', time: 'ts' },
    ...{ begins: 'reddit_activity', pattern: /^reddit_activity/, about: 'market' },
    rows: 'events',
    known: { lagUs: hourUs + 10 * minuteUs, why: 'counted at the end of its hour, ten minutes on' },
    columns: [
      {
        ...{ name: 'social.redditPosts', field: 'posts', take: 'sum', ...ofDay, unit: 'posts' },
        what: 'posts in three subreddits in 24 hours',
      },
      ...Object.entries(subreddits).map(
        ([name, subreddit]): SourceColumn => ({
          ...{ name: `social.redditPosts${name}`, field: 'posts', take: 'sum', ...ofDay },
          ...{ only: [{ field: 'subreddit', among: [subreddit] }], unit: 'posts' },
          what: `posts in r/${subreddit} in 24 hours`,
        }),
      ),
    ],
    caveat: 'Comments and scores are final ones, known days later, and are left out.',
  },
  {
    ...{ moat: 'news', source: 'news', title: 'headlines about coins', time: 'ts' },
    ...{ begins: 'crypto_news', pattern: /^crypto_news/, about: 'market', rows: 'events' },
    ...{ saidField: 'title', known: { lagUs: 5 * minuteUs, why: 'asked for every five minutes' } },
    columns: [
      {
        ...{ name: 'news.count', take: 'sum', ...ofDay, unit: 'headlines' },
        what: 'headlines in 24 hours',
      },
      {
        ...{ name: 'news.sentiment', field: 'polarity', take: 'mean', ...ofDay, unit: '-1 to 1' },
        what: 'mean polarity of the headlines of 24 hours, as the file has it',
      },
      {
        ...{ name: 'news.words', take: 'mean', ...ofDay, unit: '-1 to 1', field: 'title' },
        ...{ isWords: true, what: 'the same by a short list of words, out of the headlines alone' },
      },
    ],
    caveat: 'The zone of the stamps is not told; they are read as UTC.',
  },
]
