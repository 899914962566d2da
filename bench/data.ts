/**
 * Companies of any size, made by the database itself: customers, deals with events, field events and spans as the fold would
 * have written them (checked by `reconcile` on a sample), activities, and what search finds them by.
 */
import pg from 'pg'

export interface Size {
  deals: number
  customers: number
  reps: number
  /** How far back the history reaches. */
  days: number
  activitiesPerDeal: number
  /** Pinyin is filed for search too; without, only Chinese characters and initials are (a quarter of the rows). */
  pinyinGrams: boolean
}

export const sizeS: Size = { deals: 20_000, customers: 8_000, reps: 24, days: 548, activitiesPerDeal: 6, pinyinGrams: true }

const cities =
  '上海 shanghai,苏州 suzhou,宁波 ningbo,无锡 wuxi,合肥 hefei,杭州 hangzhou,东莞 dongguan,佛山 foshan,深圳 shenzhen,惠州 huizhou,广州 guangzhou,厦门 xiamen,天津 tianjin,青岛 qingdao,济南 jinan,北京 beijing'
const brandFirst =
  '云 yun,华 hua,远 yuan,恒 heng,瑞 rui,德 de,鑫 xin,泰 tai,安 an,宏 hong,嘉 jia,利 li,博 bo,金 jin,天 tian,海 hai,明 ming,永 yong,新 xin,联 lian,创 chuang,盛 sheng,东 dong,信 xin,佳 jia,润 run,凯 kai,科 ke,正 zheng,大 da,和 he,星 xing,龙 long,腾 teng,飞 fei,凌 ling,卓 zhuo,越 yue,启 qi,源 yuan'
const brandSecond =
  '帆 fan,联 lian,航 hang,通 tong,达 da,丰 feng,祥 xiang,源 yuan,盛 sheng,康 kang,宇 yu,程 cheng,锐 rui,邦 bang,图 tu,景 jing,泽 ze,翔 xiang,辉 hui,阳 yang,峰 feng,亚 ya,威 wei,利 li,创 chuang,捷 jie,迪 di,朗 lang,森 sen,谷 gu,岳 yue,川 chuan,原 yuan,博 bo,世 shi,美 mei,信 xin,力 li,成 cheng,克 ke,晟 sheng,诺 nuo,铭 ming,拓 tuo,尚 shang,畅 chang,融 rong,维 wei,能 neng,奇 qi,特 te,沃 wo,优 you,雅 ya,澳 ao,麦 mai,普 pu,赛 sai,旺 wang,裕 yu'
const trades =
  '机械 jixie,电子 dianzi,汽车零部件 qichelingbujian,精密制造 jingmizhizao,半导体 bandaoti,医疗器械 yiliaoqixie,食品 shipin,新能源 xinnengyuan,化工 huagong,包装 baozhuang,纺织 fangzhi,重工 zhonggong,光学 guangxue,家电 jiadian,物流 wuliu,建材 jiancai,软件 ruanjian,自动化 zidonghua,仪器 yiqi,环保 huanbao'
const projects =
  '产线改造 chanxiangaizao,设备联网 shebeilianwang,质量追溯 zhiliangzhuisu,能耗管理 nenghaoguanli,生产执行 shengchanzhixing,仓储升级 cangchushengji,视觉检测 shijuejiance,年度维护 nianduweihu,数据平台 shujupingtai,二期扩容 erqikuorong'

/** '云 yun,华 hua' → a relation of (at, han, pinyin), from 0. */
const words = (list: string): string =>
  `(values ${list
    .split(',')
    .map((entry, at) => `(${at}, '${entry.split(' ')[0]}', '${entry.split(' ')[1]}')`)
    .join(', ')}) as`

const functions = `
  create or replace function pg_temp.r(n bigint, k int) returns float8 language sql immutable parallel safe as
    $$ select (hashint8extended(n, k) & 1048575) / 1048576.0 $$;
  create or replace function pg_temp.id7(at timestamptz, n bigint, salt text) returns uuid language sql immutable parallel safe as
    $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid
       from (select md5(salt || n)) as hashed (h) $$;`

interface Target {
  client: pg.Client
  orgId: string
  size: Size
  /** Where the history ends; the moment at which the benchmark's clock stands. */
  now: Date
  log: (line: string) => void
}

/** Fills one organisation that was just set up. Secondary indexes of big tables should be gone (see withoutIndexes). */
export async function fillOrganisation({ client, orgId, size, now, log }: Target): Promise<void> {
  const salt = orgId.slice(0, 8)
  const at = `'${now.toISOString()}'::timestamptz`
  const step = async (name: string, sql: string): Promise<void> => {
    const began = Date.now()
    const { rowCount } = await client.query(sql)
    log(`${name}: ${rowCount ?? 0} rows in ${((Date.now() - began) / 1000).toFixed(1)} s`)
  }
  await client.query(functions)
  await client.query(
    `set app.org_id = '${orgId}'; drop table if exists bench_rep, bench_customer, bench_plan, bench_visit, bench_cut, bench_stage`,
  )
  await client.query(`create temp table bench_stage as
    select s.id, s.position from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
    where s.org_id = '${orgId}' and p.is_default and s.retired_at is null`)

  await client.query(`
    insert into team (org_id, id, parent_id, name, is_region, position)
    select '${orgId}', pg_temp.id7(${at}, g, '${salt}team'), (select id from team where org_id = '${orgId}' and parent_id is null limit 1), '区域 ' || g, true, g
    from generate_series(1, ${Math.max(1, Math.round(size.reps / 8))}) g;
    insert into member (org_id, id, name, name_key, pinyin, initials, role, team_id, status)
    select '${orgId}', pg_temp.id7(${at}, g, '${salt}member'), '销售 ' || g, '销售 ' || g, 'xiaoshou' || g, 'xs' || g, 'rep',
           pg_temp.id7(${at}, 1 + g / 8, '${salt}team'), 'active'
    from generate_series(0, ${size.reps - 1}) g;
    create temp table bench_rep as select g as at, pg_temp.id7(${at}, g, '${salt}member') as id from generate_series(0, ${size.reps - 1}) g;
    insert into product (org_id, id, name, name_key, currency)
    select '${orgId}', pg_temp.id7(${at}, g, '${salt}product'), '产品 ' || g, '产品 ' || g, 'CNY' from generate_series(0, 19) g;
    insert into competitor (org_id, id, name, name_key)
    select '${orgId}', pg_temp.id7(${at}, g, '${salt}rival'), '对手 ' || g, '对手 ' || g from generate_series(0, 3) g`)

  await step(
    'customers',
    `create temp table bench_customer as
     select g as at, pg_temp.id7(${at} - make_interval(days => ${size.days} + 30) + make_interval(mins => g), g, '${salt}customer') as id,
            c.han || f.han || s.han || t.han || '有限公司' as name, c.pinyin || f.pinyin || s.pinyin || t.pinyin || 'youxiangongsi' as pinyin,
            left(c.pinyin, 1) || left(f.pinyin, 1) || left(s.pinyin, 1) || left(t.pinyin, 1) || 'yxgs' as initials,
            f.han || s.han as brand, f.pinyin || s.pinyin as brand_pinyin, c.han as city,
            r.id as owner_id
     from generate_series(0, ${size.customers - 1}) g
     join ${words(cities)} c (at, han, pinyin) on c.at = g % 16
     join ${words(brandFirst)} f (at, han, pinyin) on f.at = (g / 16) % 40
     join ${words(brandSecond)} s (at, han, pinyin) on s.at = (g / 640) % 60
     join ${words(trades)} t (at, han, pinyin) on t.at = (g / 7) % 20
     join bench_rep r on r.at = (pg_temp.r(g, 1) * ${size.reps - 1})::int`,
  )
  await client.query('create unique index on bench_customer (at); analyze bench_customer; analyze bench_rep')
  await step(
    'customer rows',
    `insert into customer (org_id, id, name, name_key, core_key, pinyin, initials, industry, headcount_band, region, owner_id, last_activity_at, created_by, created_at, updated_at)
     select '${orgId}', id, name, name, city || brand, pinyin, initials, '制造', '100-499', city, owner_id,
            ${at} - make_interval(days => (pg_temp.r(at, 2) * 200)::int), owner_id, ${at}, ${at} from bench_customer order by id`,
  )
  await step(
    'contacts',
    `insert into contact (org_id, id, customer_id, name, pinyin, initials, title, role, phone, owner_id, created_by)
     select '${orgId}', pg_temp.id7(${at} - make_interval(mins => 1), at, '${salt}contact'), id, '联系' || at, 'lianxi' || at, 'lx' || at, '经理', 'decider',
            '+86138' || lpad((at % 100000000)::text, 8, '0'), owner_id, owner_id from bench_customer order by 2`,
  )

  // how long each of up to six stays lasts, where the deal goes after it, and what of that has happened by now
  await step(
    'plans',
    `create temp table bench_plan as
     select n, entered, stays, skips, fate, base, ends_on, owner_id, customer_at from (
       select g as n, date_trunc('milliseconds', ${at} - make_interval(secs => pg_temp.r(g, 3) * ${size.days} * 86400)) as entered,
              case when x < 0.26 then 1 when x < 0.46 then 2 when x < 0.64 then 3 when x < 0.80 then 4 else 5 end as stays,
              case when pg_temp.r(g, 5) < 0.06 then 1 else 0 end as skips,
              case when pg_temp.r(g, 6) < 0.03 then 'stuck' when x >= 0.80 then case when pg_temp.r(g, 7) < 0.75 then 'won' else 'lost' end
                   when x < 0.26 and pg_temp.r(g, 7) < 0.6 then 'terminated' else 'lost' end as fate,
              (greatest(1, round(exp(11.6 + 1.1 * (pg_temp.r(g, 8) + pg_temp.r(g, 9) + pg_temp.r(g, 10) - 1.5) * 2) / 100)) * 10000)::bigint as base,
              (${at} - make_interval(secs => pg_temp.r(g, 3) * ${size.days} * 86400))::date + 40 + (pg_temp.r(g, 11) * 60)::int as ends_on,
              (pg_temp.r(g, 12) * ${size.reps - 1})::int as rep, (pg_temp.r(g, 13) ^ 1.3 * ${size.customers - 1})::bigint as customer_at
       from generate_series(0::bigint, ${size.deals - 1}) g cross join lateral (select pg_temp.r(g, 4)) as drawn (x)
     ) drawn join (select at, id as owner_id from bench_rep) r on r.at = drawn.rep`,
  )
  await step(
    'stays',
    `create temp table bench_visit as
     select n, k, k + case when skips = 1 and k >= 2 then 1 else 0 end as position, starts,
            case when ends <= ${at} and not (fate = 'stuck' and k = stays) then ends end as ends, k = stays as is_last, fate
     from (
       select n, k, stays, skips, fate,
              date_trunc('milliseconds', entered + coalesce(sum(length) over before, interval '0')) as starts,
              date_trunc('milliseconds', entered + sum(length) over (partition by n order by k)) as ends
       from bench_plan cross join lateral generate_series(1, stays) k
       cross join lateral (select make_interval(secs => (0.2 - ln(1 - pg_temp.r(n, 20 + k)) * (array[6, 18, 17, 13, 9, 20])[k]) * 86400)) as drawn (length)
       window before as (partition by n order by k rows between unbounded preceding and 1 preceding)
     ) timed where starts <= ${at}`,
  )
  await client.query(
    'create index on bench_visit (n, k); analyze bench_visit; create unique index on bench_plan (n); analyze bench_plan',
  )
  // every moment at which something changed: a stay begins, amount or date change, the end
  await step(
    'changes',
    `create temp table bench_cut as
     select n, starts as at, k, 'stay' as what from bench_visit
     union all
     select n, date_trunc('milliseconds', starts + (coalesce(ends, ${at}) - starts) * 0.4), k, 'amount' from bench_visit where k >= 2 and pg_temp.r(n, 40 + k) < 0.62
     union all
     select n, date_trunc('milliseconds', starts + (coalesce(ends, ${at}) - starts) * 0.5), k, 'close' from bench_visit where k = 1 and pg_temp.r(n, 50) < 0.55
     union all
     select n, ends, k, 'end' from bench_visit where is_last and ends is not null`,
  )
  await client.query('analyze bench_cut')
  await step(
    'spans',
    `insert into opportunity_span (org_id, opportunity_id, seq, valid_from, valid_to, pipeline_id, stage_id, stage_position, status, visit, stage_entered_at, exit,
                                   previous_stage_id, next_stage_id, owner_id, amount_minor, expected_close_on)
     select '${orgId}', pg_temp.id7(p.entered, p.n, '${salt}deal'), c.seq, c.at, coalesce(c.next_at, 'infinity'), (select id from pipeline where org_id = '${orgId}' and is_default),
            s.id, v.position, case when c.what = 'end' then p.fate else 'open' end, c.k, v.starts,
            case when c.next_what = 'stay' then 'advanced' when c.next_what = 'end' then p.fate end,
            before.id, case when c.next_what = 'stay' then after.id end, p.owner_id,
            p.base - p.base / 20 * c.amounts, p.ends_on + 30 * c.closes::int
     from (
       select n, at, k, what, row_number() over w - 1 as seq, lead(at) over w as next_at, lead(what) over w as next_what,
              count(*) filter (where what = 'amount') over w as amounts, count(*) filter (where what = 'close') over w as closes
       from bench_cut window w as (partition by n order by at, k)
     ) c join bench_plan p using (n) join bench_visit v on v.n = c.n and v.k = c.k join bench_stage s on s.position = v.position
     left join bench_visit v0 on v0.n = c.n and v0.k = c.k - 1 left join bench_stage before on before.position = v0.position
     left join bench_visit v1 on v1.n = c.n and v1.k = c.k + 1 left join bench_stage after on after.position = v1.position
     order by 2, 3`,
  )
  await step(
    'stage events',
    `insert into stage_event (org_id, id, opportunity_id, kind, from_stage_id, to_stage_id, occurred_at, recorded_at, actor_id, reason_key, competitor_id)
     select '${orgId}', pg_temp.id7(least(e.at + interval '10 minutes', ${at}), p.n * 8 + e.k, '${salt}' || e.what), pg_temp.id7(p.entered, p.n, '${salt}deal'), e.kind, f.id, t.id, e.at,
            least(e.at + interval '10 minutes', ${at}), p.owner_id,
            case when e.kind = 'lose' then case when pg_temp.r(p.n, 60) < 0.4 then 'price' else 'no-decision' end when e.kind = 'terminate' then 'invalid-lead' end, null
     from (
       select v.n, v.k, 'stay' as what, v.starts as at, v0.position as from_position, v.position as to_position,
              case when v0.position is null then 'enter' when v.position - v0.position > 1 then 'skip' else 'advance' end as kind
       from bench_visit v left join bench_visit v0 on v0.n = v.n and v0.k = v.k - 1
       union all
       select n, k, 'end', ends, position, null, case fate when 'won' then 'win' when 'lost' then 'lose' else 'terminate' end
       from bench_visit where is_last and ends is not null
     ) e join bench_plan p using (n) left join bench_stage f on f.position = e.from_position left join bench_stage t on t.position = e.to_position
     order by 2`,
  )
  await step(
    'field events',
    `insert into field_event (org_id, id, opportunity_id, field, old, new, occurred_at, recorded_at, actor_id)
     select '${orgId}', pg_temp.id7(c.at, c.n * 8 + c.k, '${salt}' || c.what), pg_temp.id7(p.entered, p.n, '${salt}deal'),
            case c.what when 'amount' then 'amountMinor' else 'expectedCloseOn' end,
            case c.what when 'amount' then to_jsonb(p.base - p.base / 20 * (c.amounts - 1)) else to_jsonb(p.ends_on) end,
            case c.what when 'amount' then to_jsonb(p.base - p.base / 20 * c.amounts) else to_jsonb(p.ends_on + 30) end,
            c.at, c.at, p.owner_id
     from (select *, count(*) filter (where what = 'amount') over (partition by n order by at, k) as amounts from bench_cut) c join bench_plan p using (n)
     where c.what in ('amount', 'close') order by 2`,
  )
  await step(
    'deals',
    `insert into opportunity (org_id, id, name, pinyin, initials, customer_id, product_id, source_id, region, pipeline_id, pipeline_version, status, stage_id, stage_position, entered_at,
                              stage_since, max_position, stages_entered, closed_at, skips, owner_id, credit_owner_id, amount_minor, currency, expected_close_on, close_pushes,
                              loss_reason_key, next_step, next_step_on, last_activity_at, created_at, created_by, updated_at)
     select '${orgId}', pg_temp.id7(p.entered, p.n, '${salt}deal'), c.brand || j.han, c.brand_pinyin || j.pinyin, '', c.id,
            pg_temp.id7(${at}, p.n % 20, '${salt}product'), (select id from source where org_id = '${orgId}' and position = p.n % 8 limit 1), c.city,
            l.id, 1, case when v.ended is null then 'open' else p.fate end, s.id, v.position, p.entered, v.since, v.position, v.bits, v.ended,
            case when v.count >= 2 then p.skips else 0 end, p.owner_id, p.owner_id, p.base - p.base / 20 * x.amounts, 'CNY', p.ends_on + 30 * x.closes::int, x.closes,
            case when v.ended is null or p.fate = 'won' then null when p.fate = 'terminated' then 'invalid-lead' when pg_temp.r(p.n, 60) < 0.4 then 'price' else 'no-decision' end,
            case when v.ended is null and pg_temp.r(p.n, 61) > 0.2 then '跟进' end,
            case when v.ended is null and pg_temp.r(p.n, 61) > 0.2 then ${at}::date - 20 + (pg_temp.r(p.n, 62) * 40)::int end,
            coalesce(v.ended, ${at}) - make_interval(days => (pg_temp.r(p.n, 63) * 10)::int), p.entered, p.owner_id, p.entered
     from bench_plan p
     join (select n, max(position) as position, max(starts) as since, max(ends) filter (where is_last) as ended, sum(1 << (position - 1))::int as bits, count(*) as count
           from bench_visit group by n) v using (n)
     join (select n, count(*) filter (where what = 'amount') as amounts, count(*) filter (where what = 'close') as closes from bench_cut group by n) x using (n)
     join bench_stage s on s.position = v.position
     join (select id from pipeline where org_id = '${orgId}' and is_default) l on true
     join bench_customer c on c.at = p.customer_at join ${words(projects)} j (at, han, pinyin) on j.at = p.n % 10
     order by 2`,
  )
  await step(
    'activities',
    `insert into activity (org_id, id, kind, customer_id, opportunity_id, owner_id, happened_at, recorded_at, duration_minutes, purpose, content, result, created_by)
     select '${orgId}', pg_temp.id7(a.at, p.n * 64 + g, '${salt}activity'), (array['call', 'visit', 'meeting', 'message'])[1 + g % 4], c.id, pg_temp.id7(p.entered, p.n, '${salt}deal'), p.owner_id,
            a.at, least(a.at + interval '3 hours', ${at}), 30, '跟进', '与客户沟通了方案与时间安排，记录在案。', '约定下一步', p.owner_id
     from bench_plan p join bench_customer c on c.at = p.customer_at
     cross join generate_series(1, ${size.activitiesPerDeal}) g
     cross join lateral (select least(p.entered + make_interval(secs => g * 5 * 86400 * pg_temp.r(p.n, 70 + g)), ${at} - interval '1 hour')) as a (at)
     order by 2`,
  )
  const han = (kind: string, source: string, text: string) =>
    `insert into search_gram (org_id, gram, kind, entity_id)
     select distinct '${orgId}'::uuid, substr(t, i, 2), '${kind}', id from (select id, ${text} as t from ${source}) named cross join lateral generate_series(1, char_length(t) - 1) i order by 2, 4`
  const latin = (kind: string, source: string, text: string) =>
    `insert into search_gram (org_id, gram, kind, entity_id)
     select '${orgId}'::uuid, substr(t, i, w), '${kind}', id from (select id, ${text} as t from ${source}) named cross join (values (2), (4)) widths (w)
     cross join lateral generate_series(1, char_length(t) - w + 1) i on conflict do nothing`
  const deals = `(select id, name, pinyin from opportunity where org_id = '${orgId}') o`
  await step('pieces of customers’ names', han('customer', 'bench_customer', 'name'))
  await step('pieces of initials', latin('customer', 'bench_customer', 'initials'))
  await step('pieces of deals’ names', han('opportunity', deals, 'name'))
  if (size.pinyinGrams) {
    await step('pieces of customers’ pinyin', latin('customer', 'bench_customer', 'pinyin'))
    await step('pieces of deals’ pinyin', latin('opportunity', deals, 'pinyin'))
  }
  await client.query('drop table bench_rep, bench_customer, bench_plan, bench_visit, bench_cut, bench_stage')
}

const big = ['customer', 'contact', 'opportunity', 'stage_event', 'field_event', 'opportunity_span', 'activity', 'search_gram']

/** Does `work` with the secondary indexes of the big tables taken away and foreign keys unchecked, then puts all back and analyses. */
export async function withoutIndexes(client: pg.Client, work: () => Promise<void>, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [big],
  )
  await client.query(`set session_replication_role = replica`)
  for (const { name } of rows) await client.query(`drop index ${name}`)
  await work()
  for (const { definition } of rows) {
    const began = Date.now()
    await client.query(definition)
    log(`index in ${((Date.now() - began) / 1000).toFixed(1)} s: ${definition.slice(0, 90)}`)
  }
  await client.query(`set session_replication_role = origin`)
  await client.query('vacuum analyze')
}
