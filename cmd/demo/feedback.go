package demo

import "io"

var feedbackHeading = []string{"手机", "姓名", "反馈日期", "反馈类型", "产品", "评分", "客户反馈", "处理状态", "处理结果", "解决日期"}

// Feedback writes what buyers said of their purchases (反馈) in date order: praise, complaints, ideas and ratings.
// Recent complaints are mostly still open. It returns ErrSize, ErrNoBuyers or w's error.
func (v Village) Feedback(w io.Writer) error {
	return v.write(w, feedbackHeading, func(world *world, sheet *csv) {
		days := func(b *buyer, _ days, tell func(k, day int)) {
			for k := range b.voices() {
				tell(k, world.voice(b, k).day)
			}
		}
		world.inDateOrder(days, func(b *buyer, k int) { world.writeVoice(sheet, b, k) }, sheet.failed)
	})
}

// opinion is a kind of feedback.
type opinion uint8

const (
	rating opinion = iota
	complaint
	idea
	praise
)

var opinionNames = [...]string{"满意度", "投诉", "建议", "表扬"}

// voice is one row of feedback.
type voice struct {
	opinion opinion
	day     int
	product *product
	score   int
	text    string
	status  string // "" for what needs no answer
	answer  string
	closed  int // the day it was answered, 0 for not yet
}

// voices is how many rows of feedback b gave.
func (b *buyer) voices() int {
	d := b.d.about(topicFeedback)
	switch {
	case b.n == 0 || !d.chance(380):
		return 0
	case b.class == loyal || d.about(0).chance(200):
		return 2
	}
	return 1
}

func (w *world) voice(b *buyer, k int) voice {
	d := b.d.about(topicFeedback).about(topic(10 + k))
	l := w.line(b, b.n-1-d.about(topicWhen).n(min(b.n, 4)))
	v := voice{product: l.product, day: soon(d.about(0), l.day, 2, 15)}
	v.opinion = opinion(weighted(d.about(1), 38, 25, 14, 23))
	text := d.about(topicText)
	switch v.opinion {
	case rating:
		v.score = d.about(2).between(3, 5)
		v.text = pick(text, ratingTexts[v.score-3])
	case complaint:
		v.score = d.about(2).between(1, 2)
		v.text = pick(text, complaintTexts[l.product.category])
	case idea:
		v.score = d.about(2).between(3, 4)
		v.text = pick(text, ideaTexts)
	case praise:
		v.score = 5
		v.text = pick(text, praiseTexts)
	}
	v.settle(d.about(3))
	return v
}

// settle decides how far a complaint or an idea has come: the old ones are mostly answered.
func (v *voice) settle(d dice) {
	if v.opinion != complaint && v.opinion != idea {
		return
	}
	age := today - v.day
	open := 130
	if age <= 60 {
		open = 620
	}
	if age < 2 || d.chance(open) {
		v.status = []string{"待处理", "处理中"}[weighted(d.about(0), 60, 40)]
		return
	}
	v.status = "已解决"
	v.closed = v.day + d.about(1).between(1, min(age, 20))
	v.answer = pick(d.about(2), ideaAnswers)
	if v.opinion == complaint {
		v.answer = pick(d.about(2), complaintAnswers)
		if v.product.category == appliance {
			v.answer = pick(d.about(2), repairAnswers)
		}
	}
}

// What buyers say; ◎ stands for the product.
var (
	ratingTexts = [3][]string{
		{"◎一般，凑合用", "◎还行吧，没说的那么好", "价钱偏高，别的没啥"},
		{"◎挺好，就是送得慢了点", "◎不错，下回还买", "服务可以，◎包装一般"},
		{"◎好用，放心", "服务态度好，送货上门", "◎跟说的一样，满意"},
	}
	complaintTexts = map[string][]string{
		health:    {"◎生产日期不新，要求换", "◎的瓶盖封口是开的", "业务员没说清一瓶吃几天，不到月底就没了", "◎比集上贵二十"},
		appliance: {"◎用了不到一个月就不亮了", "◎噪音大，说好来人看一直没来", "◎没有说明书，不会调", "◎少个配件，催了两回"},
		daily:     {"◎味道太冲", "◎漏了，洒了一袋子", "少送了一份◎"},
		food:      {"◎有潮味，要求换", "◎分量不够，回家一称少二两", "◎送晚了三天"},
		farm:      {"◎袋子破了，撒了不少", "◎送到地头晚了，耽误活", "◎比村里别家贵五块"},
		gifts:     {"◎盒子压扁了，没法送人", "◎日期不新", "节前说好送到，过了节才到"},
	}
	ideaTexts   = []string{"◎能不能出小包装", "希望赶集那天带着◎来，省得跑店里", "宣传页字太小，印大点", "多搞点买二送一", "希望每月固定一天来村里", "◎能不能分两回付"}
	praiseTexts = []string{"下雨天还把◎送到家，谢谢", "教得耐心，◎三遍才学会也不嫌烦", "说换就给换了，痛快", "业务员实在，不买也给倒水", "答应的事都办了"}
)

// What was done about it.
var (
	complaintAnswers = []string{"换了新的送到家", "退了差价", "道歉并补送一份", "上门说明白了，客户不再追究"}
	repairAnswers    = []string{"换了新的送到家", "上门教会了，补了说明书", "返厂修好送回", "配件补齐", "全额退款"}
	ideaAnswers      = []string{"已报公司", "下月起照办", "已说明情况，客户理解"}
)

func (w *world) writeVoice(sheet *csv, b *buyer, k int) {
	v, p := w.voice(b, k), w.who(b)
	sheet.phone(p.phone)
	sheet.name(p.name)
	sheet.word(w.cal.text[v.day])
	sheet.word(opinionNames[v.opinion])
	sheet.word(v.product.name)
	sheet.number(v.score)
	sheet.sentence(v.text, v.product.name, "")
	sheet.word(v.status)
	sheet.word(v.answer)
	sheet.wordIf(v.closed > 0, w.cal.text[v.closed])
	sheet.end()
}
