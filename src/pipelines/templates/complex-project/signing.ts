import type { Criterion } from '../../criteria.ts'
import type { TemplateStage } from '../../template.ts'
import { activities, anyOf, attached, confirmed, done, filled } from '../asks.ts'
import { named } from '../named.ts'

/** Nobody puts a contract before the customer for signature that the own management has not approved. */
const readyToSign: readonly Criterion[] = [
  { kind: 'approval', of: 'contract' },
  confirmed('signatory'),
  filled('expectedCloseOn'),
]

export const signing: TemplateStage = {
  key: 'signing',
  phase: 'close',
  name: named('签约定案', '簽約定案', 'Order decided'),
  customerLooks: named(
    '合同文本已定，在走签字盖章，准备启动。',
    '合約內容已定，正在簽名用印，準備啟動。',
    'The text is final; it is being signed and sealed, and the start is prepared.',
  ),
  probability: 0.92,
  expectedDays: 15,
  warningDays: 21,
  criticalDays: 30,
  entry: readyToSign,
  exit: [
    attached('contract'),
    anyOf(done('collect-contract'), activities(1, 'stage-entry', { roles: ['decider'], withPurpose: true, withFeedback: true })),
    anyOf(done('project-handover'), attached('minutes')),
  ],
  tasks: [
    {
      key: 'internal-approval',
      role: 'owner',
      dueDays: 2,
      name: named('内部合同评审', '內部合約審查', 'Approval in our own house'),
      standard: named(
        '提交合同、成本复核和风险说明，法务、财务、交付依次给意见，主管批准后才送签。',
        '提交合約、成本複核和風險說明，法務、財務、交付依次給意見，主管核准後才送簽。',
        'Submit contract, cost and risks; legal, finance and delivery comment in turn, and it goes out only after approval.',
      ),
      expectedResult: named('合同审批通过，意见存档。', '合約簽核通過，意見存檔。', 'Approved, with all opinions on file.'),
    },
    {
      key: 'deliver-originals',
      role: 'owner',
      dueDays: 4,
      name: named('送签合同原件', '送簽合約正本', 'Bring the originals'),
      standard: named(
        '按份数打印装订，逐页核对后当面送达，请对方签收；附一页说明签哪里、盖哪里。',
        '依份數列印裝訂，逐頁核對後當面送達，請對方簽收；附一頁說明簽哪裡、章蓋哪裡。',
        'Print and bind the copies, check each page, hand them over against receipt with a note on where to sign and seal.',
      ),
      expectedResult: named(
        '签收记录，知道原件在谁手里。',
        '簽收記錄，知道正本在誰手裡。',
        'A receipt; we know who has the originals.',
      ),
    },
    {
      key: 'performance-bond',
      role: 'finance',
      dueDays: 6,
      name: named('办理履约担保', '辦理履約擔保', 'Arrange the performance bond'),
      standard: named(
        '合同要求履约保证金或保函的，按格式和期限办理；不要求的写明无需办理。',
        '合約要求履約保證金或銀行保證書的，依格式和期限辦理；不要求的寫明免辦。',
        'Where the contract asks for a bond or guarantee, arrange it in form and time; where not, say so.',
      ),
      expectedResult: named(
        '保函或缴款凭证，或「无需办理」。',
        '保證書或繳款憑證，或「免辦」。',
        'Guarantee or receipt, or “not needed”.',
      ),
    },
    {
      key: 'collect-contract',
      role: 'owner',
      dueDays: 8,
      name: named('收回已签合同', '收回已簽合約', 'Collect the signed contract'),
      standard: named(
        '核对签字人权限、印章、日期、附件和骑缝章；扫描归档，原件交财务。',
        '核對簽署人權限、印鑑、日期、附件和騎縫章；掃描歸檔，正本交財務。',
        'Check authority of the signatory, seals, date, annexes; scan and file it and pass the original to finance.',
      ),
      expectedResult: named(
        '生效合同扫描件附在商机上。',
        '生效合約掃描檔附在商機上。',
        'A scan of the contract in force is attached.',
      ),
    },
    {
      key: 'project-handover',
      role: 'delivery',
      dueDays: 10,
      name: named('项目交接', '專案交接', 'Hand the project over'),
      standard: named(
        '销售、售前、交付三方开交接会：承诺清单、关键人、风险、首月计划；客户侧联系人一并移交。',
        '業務、售前、交付三方開交接會：承諾清單、關鍵人、風險、首月計畫；客戶端聯絡人一併移交。',
        'Rep, presales and delivery meet: promises, key people, risks, plan for the first month; the customer’s contacts are handed over too.',
      ),
      expectedResult: named('交接单三方签字。', '交接單三方簽名。', 'A handover sheet signed by all three.'),
    },
    {
      key: 'thank-and-review',
      role: 'supervisor',
      dueDays: 11,
      name: named('致谢与复盘', '致謝與檢討', 'Thank and review'),
      standard: named(
        '向每位帮过忙的人致谢；内部用一小时复盘做对了什么、险些输在哪里，写进话术和任务标准。',
        '向每位幫過忙的人致謝；內部用一小時檢討做對了什麼、差點輸在哪裡，寫進話術和任務標準。',
        'Thank everybody who helped. Take an hour to ask what went right and where it was nearly lost, and write it into playbook and tasks.',
      ),
      expectedResult: named(
        '复盘结论，至少一条改进落到流程里。',
        '檢討結論，至少一項改善落實到流程裡。',
        'Conclusions; at least one goes into the process.',
      ),
    },
  ],
  playbook: {
    talkTracks: [
      named(
        '送签时：合同一式四份，需要签字的地方贴了标签。您看完有任何一处和纪要不一致，请直接打我电话，我十分钟内到。',
        '送簽時：合約一式四份，需要簽名的地方貼了標籤。您看完有任何一處和會議記錄不一致，請直接打給我，我十分鐘內到。',
        'Bringing it for signature: Four copies, with a tab wherever a signature is needed. Should anything differ from the minutes, call me and I will be here in ten minutes.',
      ),
      named(
        '签字拖延：开工日期是按本周签约排的，再晚一周，设备就要让给别的项目。您看有什么是我能去解释的？',
        '簽約拖延：開工日期是照本週簽約排的，再晚一週，設備就要讓給別的專案。您看有什麼是我能去解釋的？',
        'When it drags: The start is planned on signing this week; a week later the equipment goes to another project. Is there anything I could go and explain?',
      ),
      named(
        '致谢：这个项目走到今天，没有您在立项时那次说话就没有后来。接下来交付我会一直在，第一个月我每周向您汇报一次。',
        '致謝：這個專案走到今天，沒有您在立案時那次說話就沒有後來。接下來交付我會一直在，第一個月我每週向您報告一次。',
        'Thanking: Without what you said when it came up for approval we would not be here. I stay through delivery, and in the first month you hear from me every week.',
      ),
    ],
    questions: [
      named(
        '合同现在在谁那里，还差谁签？',
        '合約現在在誰那裡，還差誰簽？',
        'Who has the contract, and whose signature is missing?',
      ),
      named(
        '首期款需要我们提供哪些单据？',
        '首期款需要我們提供哪些單據？',
        'Which papers do you need from us for the first payment?',
      ),
      named(
        '启动会希望哪天开，请谁参加？',
        '啟動會議希望哪天開，請誰參加？',
        'When should the kick-off be, and who should come?',
      ),
      named('签约对外公布有什么要求？', '簽約對外公布有什麼要求？', 'Are there rules about announcing it?'),
      named('有什么事会让合同推迟生效？', '有什麼事會讓合約延後生效？', 'Could anything keep the contract from taking effect?'),
    ],
    materials: [
      { name: named('合同评审单', '合約審查單', 'Contract review sheet'), address: null },
      { name: named('项目交接单范本', '專案交接單範本', 'Project handover sheet, sample'), address: null },
    ],
  },
}
