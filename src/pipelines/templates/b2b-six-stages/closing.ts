import type { TemplateStage } from '../../template.ts'
import { anyOf, attached, confirmed, done, filled } from '../asks.ts'
import { named } from '../named.ts'

export const closing: TemplateStage = {
  key: 'closing',
  phase: 'close',
  name: named('成交促成', '成交促成', 'Closing'),
  customerLooks: named(
    '内部决策已经走完，只剩签字、盖章和付首款。',
    '內部決策已經走完，只剩簽名、用印和付首期款。',
    'Their internal decision is made; signature, seal and first payment remain.',
  ),
  probability: 0.85,
  expectedDays: 10,
  warningDays: 15,
  criticalDays: 21,
  entry: [confirmed('approval'), confirmed('budget'), filled('expectedCloseOn')],
  exit: [attached('contract'), confirmed('terms'), anyOf(done('first-payment'), attached('payment'))],
  tasks: [
    {
      key: 'contract-draft',
      role: 'owner',
      dueDays: 1,
      name: named('出具合同', '出具合約', 'Draw up the contract'),
      standard: named(
        '按纪要起草，附件写清范围、验收办法和服务内容；法务看过再发，标出与标准文本不同的地方。',
        '依會議記錄起草，附件寫明範圍、驗收方式和服務內容；法務看過再送出，標出與標準版本不同的地方。',
        'Draft it from the minutes; scope, acceptance and service go into the annexes. Have legal read it and mark what differs from the standard text.',
      ),
      expectedResult: named('双方认可的合同文本。', '雙方認可的合約內容。', 'A text that both sides accept.'),
    },
    {
      key: 'closing-plan',
      role: 'owner',
      dueDays: 2,
      name: named('排定签约日程', '排定簽約日程', 'Plan the days to signature'),
      standard: named(
        '和客户一起列出到签字为止的每一步：谁审、谁签、谁盖章、放在谁桌上；每步一个日期、一个人。',
        '和客戶一起列出到簽約為止的每一步：誰審、誰簽、誰用印、放在誰桌上；每步一個日期、一個人。',
        'With the customer, list every step up to the signature: who reviews, signs, seals, and whose desk it lies on. One date and one person each.',
      ),
      expectedResult: named(
        '签约日程双方各有一份，每天能说出合同在谁手里。',
        '簽約日程雙方各有一份，每天能說出合約在誰手裡。',
        'Both sides hold the schedule; any day you can say where the contract is.',
      ),
    },
    {
      key: 'chase-signature',
      role: 'owner',
      dueDays: 5,
      name: named('跟进签字盖章', '追蹤簽名用印', 'See it signed and sealed'),
      standard: named(
        '每个工作日跟一次进度，卡住当天就问原因并请支持者帮忙；原件寄出要有单号，收回要核对页码和印章。',
        '每個工作日追一次進度，卡住當天就問原因並請支持者幫忙；正本寄出要有單號，收回要核對頁碼和印鑑。',
        'Check progress every working day; when it sticks, ask why and call on the champion. Track the post; on return check pages and seals.',
      ),
      expectedResult: named(
        '签署完整的合同扫描件附在商机上。',
        '簽署完整的合約掃描檔附在商機上。',
        'A scan of the fully signed contract is attached.',
      ),
    },
    {
      key: 'first-payment',
      role: 'finance',
      dueDays: 8,
      name: named('确认首款到账', '確認首期款到帳', 'Confirm the first payment'),
      standard: named(
        '合同约定预付款的，按金额和日期核对到账；没有约定预付款的，写明首次付款的日期和金额。',
        '合約約定預付款的，依金額和日期核對到帳；沒有約定預付款的，寫明首次付款的日期和金額。',
        'Where a prepayment was agreed, check amount and day of receipt; where not, state day and amount of the first payment.',
      ),
      expectedResult: named(
        '到账日期和金额写在任务结果里，或附上付款凭证。',
        '到帳日期和金額寫在任務結果裡，或附上付款憑證。',
        'Day and amount are in the result, or the payment slip is attached.',
      ),
    },
    {
      key: 'hand-over-delivery',
      role: 'owner',
      dueDays: 9,
      name: named('内部交接', '內部交接', 'Hand over to delivery'),
      standard: named(
        '开半小时交接会：客户为什么买、答应过什么、谁最挑剔、第一次见面要注意什么；口头答应过的也要写下来。',
        '開半小時交接會：客戶為什麼買、答應過什麼、誰最挑剔、第一次見面要注意什麼；口頭答應過的也要寫下來。',
        'Half an hour with delivery: why they bought, what was promised, who is hard to please, what to mind at the first meeting. Spoken promises are written down too.',
      ),
      expectedResult: named(
        '交接单由销售和交付共同确认，客户知道接下来找谁。',
        '交接單由業務和交付共同確認，客戶知道接下來找誰。',
        'Rep and delivery both confirm the sheet; the customer knows whom to turn to.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '推动签字：流程上还剩两步。为了赶上您说的上线日期，我们要在周五前进场准备。您看我现在找哪位，能帮您把这一步走快一点？',
        '推動簽約：流程上還剩兩步。為了趕上您說的上線日期，我們要在週五前進場準備。您看我現在找哪位，能幫您讓這一步快一點？',
        'Moving it on: Two steps are left. To meet your go-live date we have to start preparing by Friday. Whom could I see to help this step along?',
      ),
      named(
        '最后一刻又要降价：我理解上面有要求。价格是我们一起谈定的，再动就要重走审批，时间会往后推。如果需要一个台阶，我可以在培训场次上想办法。',
        '最後一刻又要降價：我理解上面有要求。價格是我們一起談定的，再動就要重新送簽，時間會往後延。如果需要一個台階，我可以在教育訓練場次上想辦法。',
        'A last-minute cut: I see there is pressure from above. We settled the price together; touching it means a new approval and a later date. If something is needed, I can look at the training days.',
      ),
      named(
        '决策人迟迟不签：是条款上还有顾虑，还是手头有更急的事？如果是前者，我请主管今天陪您一起当面说清楚。',
        '決策人遲遲不簽：是條款上還有顧慮，還是手頭有更急的事？如果是前者，我請主管今天陪您一起當面說清楚。',
        'The decider does not sign: Is there a doubt about the terms, or is something else more urgent? If it is a doubt, my supervisor and I will come and clear it up in person today.',
      ),
    ],
    questions: [
      named(
        '内部审批走到谁那里了？还差谁的意见？',
        '內部簽核走到誰那裡了？還差誰的意見？',
        'Where does the approval stand, and whose opinion is missing?',
      ),
      named('签字的人最后会看哪几条？', '簽名的人最後會看哪幾條？', 'Which clauses will the signatory look at?'),
      named(
        '首款走什么流程，从申请到付出要几天？',
        '首期款走什麼流程，從申請到付出要幾天？',
        'How does the first payment run, and how many days does it take?',
      ),
      named('有没有什么事会让这次签约推迟？', '有沒有什麼事會讓這次簽約延後？', 'Could anything delay the signature?'),
      named(
        '签完以后，第一周您最希望看到什么？',
        '簽完以後，第一週您最希望看到什麼？',
        'After signing, what would you most like to see in the first week?',
      ),
    ],
    materials: [
      { name: named('签约日程表', '簽約日程表', 'Schedule to signature'), address: null },
      { name: named('交接单范本', '交接單範本', 'Handover sheet, sample'), address: null },
    ],
  },
}
