import { phases as phaseOrder, type Phase } from '../pipelines/stage.ts'
import { nameKey, looseKey } from '../platform/text/keys.ts'
import { simplified } from '../platform/text/script.ts'

/** `rework`: another round of the proposal; the deal stays open where it is. */
export type OutcomeWord = 'open' | 'won' | 'lost' | 'terminated' | 'on-hold' | 'rework'

/** A stage as far as matching words to it needs; `names` are its names in every language and its key. */
export interface KnownStage {
  id: string
  key: string
  position: number
  phase: Phase
  names: readonly string[]
}

/** What a stage or outcome word means, and how surely (0 to 1). */
export type StageMeaning =
  | { kind: 'stage'; stage: KnownStage; confidence: number }
  | { kind: 'outcome'; outcome: OutcomeWord; confidence: number }
  | { kind: 'unknown' }

const outcomes: Record<OutcomeWord, string> = {
  won: 'won;closed won;win;赢单;赢;成交;已成交;成功;签约;已签约;签单;成单;中标;赢得;结案成功;已结案成交;signed;sold;closed successful;100%;true;是',
  lost: 'lost;closed lost;loss;lose;输单;输;丢单;丢失;失败;战败;失单;未成交;未中标;败单;流失;输掉;结案失败;dead;rejected;0%;false;否',
  terminated:
    'terminated;disqualified;abandoned;cancelled;canceled;invalid;junk;无效;终止;取消;作废;放弃;关闭;无效商机;no opportunity;archived',
  'on-hold': 'on hold;hold;paused;postponed;deferred;suspended;暂缓;搁置;暂停;延期;推迟;挂起;冻结;stalled',
  rework:
    'rework;reworked;another round;revise proposal;proposal revised;requote;方案调整;方案修改;修改方案;调整方案;重做方案;重新报价;再次报价',
  open: 'open;in progress;active;ongoing;进行中;跟进中;未结束;未关闭;正常;开启;推进中;处理中;pending;working',
}

const phases: Record<Phase, string> = {
  lead: 'prospecting;prospect;new;lead;inquiry;contact;contacted;appointment scheduled;first contact;initial contact;identified;unqualified;线索;新建;初步接触;初次接触;接触;初步沟通;潜在;意向;初步意向;立项前;发现商机;找到线索;客户开发;验证客户;线索获取;挖掘',
  qualify:
    'engaging;qualification;qualified;qualify;discovery;needs analysis;need analysis;qualified to buy;presentation scheduled;meeting;demo;evaluation;id decision makers;perception analysis;value proposition;engaged;requirements;需求;需求分析;需求确认;需求挖掘;需求调研;需求沟通;明确需求;意向确认;演示;产品演示;调研;商机确认;验证;立项',
  propose:
    'proposal;proposal price quote;proposal sent;quote;quoted;quotation;solution;solution design;poc;pilot;decision maker bought in;design;tender;rfp;方案;方案报价;报价;方案制定;方案设计;提交方案;方案沟通;试用;测试;投标;招投标;方案确认;技术交流;初步报价',
  negotiate:
    'negotiation;negotiation review;negotiating;contract review;review;commercial;commit;bargaining;谈判;商务谈判;商务;议价;合同谈判;价格谈判;谈判审核;商务洽谈;洽谈;合同审批',
  close:
    'closing;contract sent;contract;verbal;verbal commitment;signing;closing stage;legal;procurement;签约中;合同;合同签订;签订合同;成交促成;待签约;签约阶段;促成;交付;付款;下单',
  care: 'care;customer care;onboarding;delivery;renewal;after sales;implementation;retention;维护;客户维护;售后;复购;续约;实施;客户关怀;回款',
}

const index = <K extends string>(lists: Record<K, string>): Map<string, K> => {
  const found = new Map<string, K>()
  for (const [key, list] of Object.entries(lists) as [K, string][])
    for (const word of list.split(';')) if (!found.has(plain(word))) found.set(plain(word), key)
  return found
}

/** Numbering (3-, 3.), percentages and brackets are decoration: "3-方案报价（60%）" is 方案报价; so is the script: 輸單 is 输单. */
const plain = (word: string): string =>
  looseKey(
    simplified(word)
      .normalize('NFKC')
      .replace(/^\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*[-.、:)]\s*/i, '')
      .replace(/\([^)]*\)/g, '')
      .replace(/(?<=\D)\d{1,3}\s*%$/, ''),
  ) || nameKey(word)

const outcomeIndex = index(outcomes)
const phaseIndex = index(phases)

/**
 * What a word in a stage or outcome column means in this pipeline: first an outcome, then a stage by its key or its name in any
 * language, then a usual word for a phase (Prospecting, 需求分析, Negotiation/Review), which is the pipeline's first stage of that
 * phase or, where it has none, of the nearest phase before. Words that fit nothing are `unknown`.
 */
export function meaningOf(word: string, stages: readonly KnownStage[]): StageMeaning {
  const key = plain(word)
  if (key === '') return { kind: 'unknown' }
  const byName = stages.find((stage) => stage.names.some((name) => plain(name) === key))
  if (byName) return { kind: 'stage', stage: byName, confidence: 1 }
  const outcome = outcomeIndex.get(key)
  if (outcome) return { kind: 'outcome', outcome, confidence: 0.98 }
  const phase = phaseIndex.get(key)
  if (phase) return stageOfPhase(phase, stages, phase === 'lead' ? 0.85 : 0.8)

  const partly = stages.find((stage) =>
    stage.names.some(
      (name) => plain(name).length >= 2 && (plain(name).includes(key) || key.includes(plain(name))) && key.length >= 2,
    ),
  )
  if (partly) return { kind: 'stage', stage: partly, confidence: 0.7 }
  for (const [known, value] of outcomeIndex)
    if (known.length >= 2 && key.includes(known) && key.length <= known.length + 4)
      return { kind: 'outcome', outcome: value, confidence: 0.6 }
  let best: { known: string; phase: Phase } | null = null
  for (const [known, value] of phaseIndex)
    if (known.length >= 2 && key.includes(known) && known.length > (best?.known.length ?? 0)) best = { known, phase: value }
  return best ? stageOfPhase(best.phase, stages, 0.6) : { kind: 'unknown' }
}

function stageOfPhase(phase: Phase, stages: readonly KnownStage[], confidence: number): StageMeaning {
  const sorted = [...stages].sort((a, b) => a.position - b.position)
  const exact = sorted.find((stage) => stage.phase === phase)
  if (exact) return { kind: 'stage', stage: exact, confidence }
  const before = sorted.filter((stage) => phaseOrder.indexOf(stage.phase) < phaseOrder.indexOf(phase)).at(-1) ?? sorted[0]
  return before ? { kind: 'stage', stage: before, confidence: confidence - 0.15 } : { kind: 'unknown' }
}

/** Whether a word belongs to the language of stages and outcomes at all: evidence when nobody knows what a column holds. */
export const isStageWord = (word: string): boolean => outcomeIndex.has(plain(word)) || phaseIndex.has(plain(word))
