/** Whom each product of the demo company fits, and how to sell it there. */
export const fitTiersOf: Readonly<
  Record<string, readonly { tier: 'best' | 'shift-up' | 'shift-down'; features: string; strategy: string }[]>
> = {
  'ZX-MES-G': [
    {
      tier: 'best',
      features: '2000 人以上、三个以上厂区的集团，总部统一选型，已有 ERP 和数据中心，要求跨厂对标。',
      strategy: '先拿下一个标杆厂，再谈集团框架；信息、生产、财务三条线同时接触，每条线都要有支持者。',
    },
    {
      tier: 'shift-up',
      features: '跨国或上市集团，有全球模板和审计要求，招标周期一年以上。',
      strategy: '联合集成商投标，从立项前就进场；写清总部与各厂的分工，验收按厂区分批。',
    },
    {
      tier: 'shift-down',
      features: '只有一个厂区却想买集团版，预算不到百万。',
      strategy: '退回标准版起步，保留升级条款；不承诺集团功能，免得交付时扯皮。',
    },
  ],
  'ZX-QMS': [
    {
      tier: 'best',
      features: '汽车零部件、医疗器械等有批次追溯要求的厂，一年内要过客户审核或体系认证。',
      strategy: '用审核日期倒排计划，拿一张真实的追溯单演示；质量经理牵头，采购只谈价格。',
    },
    {
      tier: 'shift-up',
      features: '同时给多家主机厂供货，各家的追溯规则不同，要求对接客户平台。',
      strategy: '先梳理每家客户的规则，方案里写清哪些是标准、哪些要开发；分两期报价。',
    },
    {
      tier: 'shift-down',
      features: '没有客户强制要求，只想把纸质记录搬到电脑上。',
      strategy: '给轻量包，两周上线；不做定制报表，到期再看要不要升级。',
    },
  ],
  'LT-EMS': [
    {
      tier: 'best',
      features: '年电费三百万以上的高耗能厂，正在申报节能补贴或被分配了用能指标。',
      strategy: '先免费装一个月的关口表，用数据算出回收期；能源主管和财务一起听汇报。',
    },
    {
      tier: 'shift-up',
      features: '多个厂区、有碳盘查或绿电要求，集团统一考核能耗。',
      strategy: '按集团看板报价，先接一个厂做样板；碳核算写成可选项。',
    },
    {
      tier: 'shift-down',
      features: '电费不高，只是想看看数据。',
      strategy: '推荐网关加看板的基础包，远程交付；不派人驻场。',
    },
  ],
  'LT-IOT': [
    {
      tier: 'best',
      features: '设备三十台以上、品牌混杂，靠人抄表算稼动率，厂长想看实时数据。',
      strategy: '现场接两台最难接的设备，当天出数据；报价按台数阶梯，留出扩展价。',
    },
    {
      tier: 'shift-up',
      features: '全厂上百台设备，要求与 MES 和维保系统打通。',
      strategy: '带售前做接口清单，分车间上线；与智序一起打包报价。',
    },
    {
      tier: 'shift-down',
      features: '只有几台新设备，自带联网功能。',
      strategy: '直接卖网关，不做集成；教会客户自己配置。',
    },
  ],
  'LT-GW2': [
    {
      tier: 'best',
      features: '设备商或集成商，需要把网关装进自己的柜子里，年用量五十台以上。',
      strategy: '按年框架供货，给技术文档和贴牌选项；由他们做现场，我们做后台。',
    },
    {
      tier: 'shift-up',
      features: '要求防爆、宽温等特殊认证，用量稳定。',
      strategy: '先送样测试，认证费写进首批订单；交期承诺留两周余量。',
    },
    {
      tier: 'shift-down',
      features: '零星购买一两台，反复咨询技术问题。',
      strategy: '引到线上商城和视频教程，按目录价成交，不议价。',
    },
  ],
  'MS-AOI': [
    {
      tier: 'best',
      features: '人工目检超过十人的电子或五金厂，漏检被客户罚过款，有固定节拍的产线。',
      strategy: '拿客户的不良样件做打样，用漏检率和节省人数算账；品质和生产一起看结果。',
    },
    {
      tier: 'shift-up',
      features: '多品种小批量，换型频繁，要求自学习算法。',
      strategy: '先做三个料号的打样，验收指标写清误判上限；培训费单列。',
    },
    {
      tier: 'shift-down',
      features: '产量低，不良靠抽检就能控制。',
      strategy: '建议先用租赁或送检服务；不做打样，六个月后再联系。',
    },
  ],
  'FW-YEAR': [
    {
      tier: 'best',
      features: '上线满一年、产线不能停的老客户，自己没有专职维护人员。',
      strategy: '到期前六十天带着服务记录去谈续约，一次签三年给优惠。',
    },
    {
      tier: 'shift-up',
      features: '多厂区、要求驻场和四小时到场。',
      strategy: '按厂区报价，写清到场时限和备件清单；驻场人员先试用一个月。',
    },
    {
      tier: 'shift-down',
      features: '用得少、一年只报修一两次。',
      strategy: '推荐按次服务，留下联系人；不反复推销年约。',
    },
  ],
  'ZX-MES-S': [
    {
      tier: 'best',
      features: '100–500 人的离散制造厂，两条以上产线，有客户审核或追溯要求，信息部一至三人。',
      strategy: '从一条线试点起步，一周内见到报工数据；由生产总监牵头，三个月内推到全厂。',
    },
    {
      tier: 'shift-up',
      features: '500–2000 人或多厂区，已有 ERP，总部信息部主导，要求集成和权限分级。',
      strategy: '先做接口和权限的技术交流，售前同行；报价分期，第一期只做一个厂区，写清扩展价。',
    },
    {
      tier: 'shift-down',
      features: '100 人以下，没有专职信息人员，老板自己定，预算二十万以内。',
      strategy: '只卖标准包和远程交付，不做定制；两次沟通定不下来就转入培育，不占用售前。',
    },
  ],
}
