import type { ImportKind } from './fields.ts'

/**
 * Headings under which fields are found in the world: exports and templates of CRMs, sales lists kept by hand. Simplified
 * Chinese stands for traditional too (headings are simplified before they are compared), English is in words, lower case.
 * Earlier words are more telling; `;` separates them.
 */
const owner =
  '负责人;所有人;拥有者;业务;业务员;业务人员;业务代表;销售;销售员;销售人员;销售代表;销售负责人;客户经理;归属人;跟进人;owner;sales agent;sales rep;salesperson;sales person;seller;rep;agent;account manager;account executive;assigned to;opportunity owner;deal owner;record owner;lead owner;account owner;responsible;用户;员工'
const note = '备注;备注信息;说明;描述;note;notes;remark;remarks;comment;comments;description;memo'
const phone =
  '手机;手机号;手机号码;电话;联系电话;电话号码;联系方式;座机;固定电话;公司电话;行动电话;phone;phone number;mobile;mobile phone;telephone;tel;cell;cell phone;work phone'
const email = '邮箱;电子邮箱;电子邮件;邮件;邮件地址;信箱;电邮;email;e mail;email address;mail'
const source = '来源;客户来源;线索来源;商机来源;名单来源;渠道;来源渠道;获客渠道;source;lead source;channel;origin;original source'
const region =
  '地区;区域;省份;省;城市;省市;所在地;所在地区;大区;国家;region;area;territory;province;state;city;country;location;office location;regional office;billing country;billing state;billing city;headquarters'
const industry = '行业;所属行业;客户行业;行业类别;产业;产业别;industry;sector;vertical;business sector'
const customer =
  '客户;客户名称;客户名;公司;公司名称;公司名;企业名称;单位名称;关联客户;所属客户;对应客户;客户公司;甲方;account;account name;customer;customer name;company;company name;client;client name;organization;organisation;organization name'
const product = '产品;意向产品;产品名称;商品;品名;产品型号;商机产品;产品线;product;product name;item;sku;product line'
const created =
  '创建时间;创建日期;建立日期;建立时间;录入时间;录入日期;新建时间;登记日期;created;created at;created on;created date;create date;creation date;date created;open date;opened'

const shared = { note, phone, email, source, region, industry, owner, createdOn: created }

const words: Partial<Record<ImportKind, Record<string, string>>> = {
  members: {
    ...shared,
    externalId: '员工编号;工号;人员编号;用户编号;member id;user id;employee id;staff id;id;编号',
    name: '姓名;名字;员工姓名;成员;成员姓名;人员;业务员;业务;销售;销售员;销售人员;销售代表;负责人;用户名;name;full name;member;member name;user;user name;employee;employee name;sales agent;sales rep;salesperson;agent;rep',
    manager:
      '上级;主管;经理;直属上级;直属主管;部门主管;上级领导;团队负责人;manager;supervisor;sales manager;team lead;reports to;boss;line manager',
    team: '团队;部门;小组;所属部门;所属团队;大区;区域;分公司;地区;team;department;office;regional office;branch;division;unit;region;group;team name',
    role: '角色;职位;岗位;职务;role;job;position;job title;title;profile',
    joinedOn:
      '入职日期;入职时间;入职日;加入日期;到岗日期;到職日期;到職日;hire date;hired on;joined;joined on;join date;joining date;start date;date of joining',
  },
  customers: {
    ...shared,
    externalId:
      '客户编号;客户编码;客户代码;客户id;公司编号;编号;编码;account id;customer id;company id;customer code;customer number;account number;id;record id;code',
    name: `名称;单位;企业;name;${customer}`,
    headcount:
      '人数;员工数;员工人数;人员规模;公司规模;企业规模;规模;公司人数;employees;headcount;number of employees;no of employees;staff;company size;size',
    revenue: '年营收;营业额;年营业额;年收入;营收;销售额;revenue;annual revenue;turnover;sales',
    level: '级别;客户级别;客户等级;等级;客户分级;level;tier;grade;rating;customer level;segment',
    website: '网址;网站;官网;公司网址;website;url;web site;homepage;web',
    address: '地址;详细地址;公司地址;通讯地址;办公地址;address;street;billing street;billing address;street address',
    mainBusiness: '主营业务;主要业务;经营范围;main business;business scope;business',
    socialCreditCode:
      '统一社会信用代码;社会信用代码;信用代码;税号;纳税人识别号;统一编号;统编;social credit code;tax id;tax number;vat;vat number;registration number',
  },
  contacts: {
    ...shared,
    externalId: '联系人编号;编号;contact id;id;record id;person id',
    customer,
    name: '姓名;联系人;联系人姓名;联系人名称;联络人;名字;称呼;name;contact;contact name;full name;person;person name',
    title: '职务;职位;职称;头衔;岗位;title;job title;position;job',
    role: '角色;决策角色;采购角色;是否关键决策人;关键决策人;role;buying role;contact role',
    wechat: '微信;微信号;wechat;wechat id;weixin',
  },
  leads: {
    ...shared,
    externalId: '线索编号;编号;线索id;lead id;id;record id',
    company: `线索名称;线索;潜在客户;潜在客户名称;lead;lead name;${customer}`,
    contactName: '联系人;联系人名称;联系人姓名;联络人;姓名;name;contact;contact name;full name',
    product,
    demand: '需求;客户需求;需求描述;线索需求;demand;need;needs;requirement;requirements;interest',
  },
  products: {
    externalId: '产品编号;编号;id;product id;record id',
    name: `名称;name;${product}`,
    code: '产品编码;编码;产品代码;货号;料号;型号;code;product code;sku;item number;part number',
    series: '系列;产品系列;产品类型;类别;分类;产品分类;series;family;product family;category;type;line',
    price: '价格;单价;标准价格;产品价格;售价;定价;标价;price;list price;sales price;unit price;standard price',
    active: '启用;是否启用;上架;是否上架;状态;active;enabled;is active;on sale',
  },
  opportunities: {
    ...shared,
    externalId:
      '商机编号;商机编码;业务编码;商机id;机会编号;销售机会编号;项目编号;编号;编码;id;opportunity id;deal id;record id;opportunity number;deal number;crm id;external id;opp id',
    name: '商机名称;商机;机会名称;销售机会;销售机会名称;项目名称;项目;主题;商机主题;名称;name;opportunity;opportunity name;deal;deal name;deal title;subject;topic;title',
    customer,
    product,
    stage:
      '商机阶段;阶段;销售阶段;当前阶段;销售流程;进度;商机进度;机会阶段;stage;deal stage;sales stage;opportunity stage;pipeline stage;stage name;phase;step;status',
    outcome:
      '结果;商机结果;状态;商机状态;商机结束状态;赢单输单;是否赢单;成交状态;outcome;result;status;deal status;won lost;won or lost;is won;state;final status',
    amount:
      '金额;商机金额;预计金额;预计成交金额;成交金额;合同金额;销售金额;预计销售金额;总金额;订单金额;预算金额;amount;value;deal value;close value;deal amount;deal size;opportunity amount;opportunity value;total;revenue;expected revenue;price;contract value;tcv;acv',
    engagedOn:
      '需求确认日期;跟进开始日期;接触日期;启动日期;开始日期;开始时间;立项日期;engage date;engaged;engaged on;engagement date;start date;qualified date;first contact date;started',
    closedOn:
      '成交日期;成交时间;签约日期;签单日期;赢单日期;赢单时间;结束时间;结束日期;结案日期;关闭日期;关闭时间;完成日期;实际成交日期;close date;closed date;closed on;closed at;date closed;won date;signed on;end date;completion date;actual close date',
    expectedCloseOn:
      '预计成交日期;预计成交时间;预计签约日期;预计结单日期;预计结束时间;预计结案日;预计成交日;预计成交月份;expected close;expected close date;estimated close date;target close date;forecast date;expected closing;expected closing date',
    lossReason:
      '丢单原因;输单原因;失败原因;战败原因;失单原因;输单理由;未成交原因;loss reason;lost reason;closed lost reason;reason lost;reason for loss;reason',
    competitor: '竞争对手;竞品;竞争厂商;competitor;competitors;main competitor;lost to',
    ownProbability: '可能性;赢率;成交概率;概率;成功率;把握度;probability;win probability;win rate;chance;likelihood;confidence',
    nextStep: '下一步;下一步计划;下步行动;next step;next action;next steps',
    nextStepOn:
      '下次联系时间;下次跟进时间;下次跟进日期;next contact;next step date;next activity date;next follow up;follow up date',
  },
  'stage-events': {
    ...shared,
    externalId: '事件编号;日志编号;流水号;event id;log id;history id;id',
    opportunity:
      '商机编号;商机编码;商机id;商机;商机名称;编号;opportunity id;opportunity;deal id;deal;opportunity name;deal name;external id;record id',
    stage:
      '阶段;新阶段;目标阶段;变更后阶段;进入阶段;阶段名称;变更后;stage;new stage;to stage;to;stage name;new value;deal stage;to state',
    outcome: '结果;状态;新状态;outcome;result;status;new status;event',
    occurredAt:
      '时间;变更时间;日期;变更日期;发生时间;修改时间;进入时间;操作时间;occurred at;time;timestamp;date;changed at;changed on;edit date;entered at;moved at;event time;last modified;created date;at',
    actor: `操作人;变更人;修改人;actor;changed by;edited by;moved by;user;by;${owner}`,
    lossReason: '丢单原因;输单原因;失败原因;loss reason;lost reason;reason',
  },
  activities: {
    ...shared,
    externalId: '跟进编号;记录编号;活动编号;编号;activity id;task id;event id;id;record id',
    customer,
    opportunity:
      '商机;商机名称;商机编号;关联商机;项目名称;opportunity;opportunity name;opportunity id;deal;deal name;deal id;related to',
    kind: '跟进方式;跟进类型;方式;类型;活动类型;联系方式;拜访方式;回访形式;沟通方式;type;activity type;kind;method;channel;task type',
    happenedAt:
      '跟进时间;跟进日期;时间;日期;拜访时间;拜访日期;活动时间;联系时间;联系日期;发生时间;回访时间;date;time;activity date;happened at;when;timestamp;start;start time;due date;completed at;call date;created at',
    content:
      '跟进内容;内容;沟通内容;拜访内容;记录;跟进记录;活动内容;详情;正文;描述;content;notes;note;details;description;summary;body;comments;what was said;log',
    contact: '联系人;联络人;客户联系人;拜访对象;contact;contact name;person;attendee;with;who',
    purpose: '目的;拜访目的;跟进目的;主题;标题;subject;purpose;topic;title;goal',
    feedback: '客户反馈;反馈;客户意见;客户态度;feedback;customer feedback;response',
    result: '结果;跟进结果;拜访结果;结论;result;outcome;conclusion',
    nextStep: '下一步;下一步计划;后续计划;next step;next action;follow up',
    nextStepOn:
      '下次跟进时间;下次联系时间;下次跟进日期;下次拜访时间;next step date;next contact;next activity date;follow up date',
    place: '地点;拜访地点;位置;place;location;where;venue',
    durationMinutes: '时长;持续时间;分钟;通话时长;duration;minutes;length;duration minutes',
  },
  targets: {
    year: '年度;年份;年;目标年度;财年;year;fiscal year;fy',
    measure: '指标;目标类型;目标指标;考核指标;指标名称;measure;metric;kpi;target type;quota type;goal type',
    targetLevel: '档位;等级;目标档;级别;目标级别;level;tier;scenario;target level',
    team: '团队;部门;小组;所属团队;大区;区域;分公司;team;department;region;branch;unit;territory',
    owner: `姓名;人员;成员;name;person;member;${owner}`,
    month: '月份;月;期间;目标月份;month;period',
    amount: '目标;目标值;目标金额;月目标;任务;任务额;指标值;金额;target;quota;goal;target amount;quota amount;value;amount',
    total: '全年;合计;年度目标;全年目标;年目标;总计;full year;year total;annual target;annual quota;annual;total',
    m1: '1月;一月;1月份;1月目标;january;jan;m1;month 1',
    m2: '2月;二月;2月份;2月目标;february;feb;m2;month 2',
    m3: '3月;三月;3月份;3月目标;march;mar;m3;month 3',
    m4: '4月;四月;4月份;4月目标;april;apr;m4;month 4',
    m5: '5月;五月;5月份;5月目标;may;m5;month 5',
    m6: '6月;六月;6月份;6月目标;june;jun;m6;month 6',
    m7: '7月;七月;7月份;7月目标;july;jul;m7;month 7',
    m8: '8月;八月;8月份;8月目标;august;aug;m8;month 8',
    m9: '9月;九月;9月份;9月目标;september;sep;sept;m9;month 9',
    m10: '10月;十月;10月份;10月目标;october;oct;m10;month 10',
    m11: '11月;十一月;11月份;11月目标;november;nov;m11;month 11',
    m12: '12月;十二月;12月份;12月目标;december;dec;m12;month 12',
  },
}

/** The known headings of a field, most telling first, as `headingKey` writes them. */
export const headingsOf = (kind: ImportKind, field: string): string[] => words[kind]?.[field]?.split(';') ?? []
