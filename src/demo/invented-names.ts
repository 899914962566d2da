import type { Random } from '../platform/random.ts'
import type { Region } from './staff.ts'

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const givenFirst = [...'志建晓文海国春雪丽俊永立明秀玉子思嘉宏庆德学少金瑞佳雨一天欣亦书景云承启凯泽晨诗婉可静卫东振']
const givenSecond = [...'强华芳敏军洁磊涛燕勇娟超霞平刚桂斌梅琴宇航宁鹏飞琳轩怡豪彤楠阳蓉娜悦洋峰萍辉凡然岚希成林生祥珍']

/** Two or three characters; any likeness to a person is chance. */
export const personName = (random: Random): string =>
  random.pick(surnames) + (random.chance(0.78) ? random.pick(givenFirst) : '') + random.pick(givenSecond)

const brandFirst = [...'沐霁岑屿峤沛澜昀晟煜栩岱淳泓珩瑾祁砚穆络芮蔚衍觅誉邺钧霖颢骁']
const brandSecond = [...'岭川舟原石禾木泉野桥帆峰岩溪庭麓渡远驰和序辰垣汀朔']

export interface Trade {
  suffix: string
  industry: string
  mainBusiness: string
}

const trades: readonly Trade[] = [
  { suffix: '精密制造', industry: '机械制造', mainBusiness: '数控加工件与精密结构件' },
  { suffix: '汽车零部件', industry: '汽车零部件', mainBusiness: '底盘与制动零部件' },
  { suffix: '电子', industry: '电子制造', mainBusiness: '电路板组装与整机代工' },
  { suffix: '半导体材料', industry: '半导体', mainBusiness: '封装材料与载板' },
  { suffix: '医疗器械', industry: '医疗器械', mainBusiness: '一次性耗材与监护设备' },
  { suffix: '食品', industry: '食品饮料', mainBusiness: '休闲食品与速冻食品' },
  { suffix: '新能源', industry: '新能源', mainBusiness: '储能电池包与电源管理' },
  { suffix: '化工', industry: '化工材料', mainBusiness: '涂料助剂与胶粘剂' },
  { suffix: '包装', industry: '包装印刷', mainBusiness: '纸箱与软包装' },
  { suffix: '纺织', industry: '纺织服装', mainBusiness: '功能面料与成衣' },
  { suffix: '重工', industry: '装备制造', mainBusiness: '起重与港口设备' },
  { suffix: '光学', industry: '光学光电', mainBusiness: '镜头模组与光学薄膜' },
  { suffix: '家电', industry: '家用电器', mainBusiness: '小家电与控制器' },
  { suffix: '物流设备', industry: '物流装备', mainBusiness: '输送分拣与立体仓库' },
]

const cities: Record<Region, readonly { name: string; code: string; district: readonly string[] }[]> = {
  华东: [
    { name: '苏州', code: '512', district: ['工业园区', '吴中区', '相城区'] },
    { name: '宁波', code: '574', district: ['北仑区', '鄞州区'] },
    { name: '无锡', code: '510', district: ['新吴区', '惠山区'] },
    { name: '合肥', code: '551', district: ['高新区', '经开区'] },
    { name: '上海', code: '21', district: ['嘉定区', '松江区', '奉贤区'] },
    { name: '杭州', code: '571', district: ['萧山区', '钱塘区'] },
  ],
  华南: [
    { name: '东莞', code: '769', district: ['松山湖', '长安镇', '塘厦镇'] },
    { name: '佛山', code: '757', district: ['顺德区', '南海区'] },
    { name: '深圳', code: '755', district: ['宝安区', '龙华区', '坪山区'] },
    { name: '惠州', code: '752', district: ['仲恺区', '惠阳区'] },
    { name: '广州', code: '20', district: ['黄埔区', '增城区'] },
    { name: '厦门', code: '592', district: ['海沧区', '翔安区'] },
  ],
  华北: [
    { name: '天津', code: '22', district: ['滨海新区', '北辰区'] },
    { name: '青岛', code: '532', district: ['城阳区', '即墨区'] },
    { name: '济南', code: '531', district: ['高新区', '章丘区'] },
    { name: '石家庄', code: '311', district: ['高新区', '鹿泉区'] },
    { name: '北京', code: '10', district: ['亦庄', '顺义区'] },
    { name: '保定', code: '312', district: ['竞秀区', '满城区'] },
  ],
}

export interface InventedCompany {
  name: string
  /** As people call it. */
  short: string
  trade: Trade
  city: string
  address: string
  areaCode: string
}

/** Companies that do not exist, each brand and trade at most once; any likeness to one that does is chance. */
export function companyMaker(random: Random): (region: Region) => InventedCompany {
  const taken = new Set<string>()
  return (region) => {
    for (;;) {
      const trade = random.pick(trades)
      const short = random.pick(brandFirst) + random.pick(brandSecond) + trade.suffix
      if (taken.has(short)) continue
      taken.add(short)
      const city = random.pick(cities[region])
      const form = random.weighted([
        ['有限公司', 8],
        ['股份有限公司', 2],
        ['科技有限公司', 2],
      ])
      const street = random.pick(['创业', '兴业', '银河', '望江', '金山', '星湖', '振兴', '科苑'])
      return {
        name: `${city.name}${short}${form}`,
        short,
        trade,
        city: city.name,
        address: `${city.name}市${random.pick(city.district)}${street}${random.pick(['路', '大道', '街'])} ${random.whole(2, 998)} 号`,
        areaCode: city.code,
      }
    }
  }
}

const mobilePrefixes = [
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '158',
  '159',
  '180',
  '181',
  '186',
  '187',
  '188',
  '189',
]
const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.whole(0, 9)).join('')

/** A mobile number as mainland numbers look, E.164. */
export const mobileNumber = (random: Random): string => `+86${random.pick(mobilePrefixes)}00${digits(random, 6)}`

/** Area codes where numbers have seven digits, not eight. */
const shortNumbers = ['592', '752', '312']

/** A switchboard, E.164. */
export const landline = (areaCode: string, random: Random): string =>
  `+86${areaCode}${random.whole(5, 8)}5${digits(random, shortNumbers.includes(areaCode) ? 5 : 6)}`

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A unified social credit code with its check characters right (GB 32100-2015, GB 11714); its middle says DEM. */
export function creditCode(random: Random): string {
  const body = `MADEM${digits(random, 3)}`
  const value = (character: string) => (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55)
  const rest = (11 - ([...body].reduce((sum, each, at) => sum + value(each) * [3, 7, 9, 10, 5, 8, 4, 2][at]!, 0) % 11)) % 11
  const first = `91${random.pick(['3205', '3302', '4403', '4419', '1201', '3702'])}${digits(random, 2)}${body}${rest === 10 ? 'X' : rest}`
  const sum = [...first].reduce((total, each, at) => total + alphabet.indexOf(each) * (3 ** at % 31), 0)
  return first + alphabet[(31 - (sum % 31)) % 31]
}
