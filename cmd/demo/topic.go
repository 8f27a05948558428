package demo

// The questions asked of dice. Their order is part of what a seed means: append, never insert.
const (
	topicHome topic = iota
	topicPlace
	topicGroup
	topicClan
	topicCreated
	topicSurname
	topicGiven
	topicGiven2
	topicOwnClan
	topicMale
	topicAge
	topicBirthday
	topicPhone
	topicClass
	topicWeight
	topicTier
	topicMain
	topicTrips
	topicFrom
	topicTo
	topicRhythm
	topicCredit
	topicCrop
	topicLine
	topicProduct
	topicSide
	topicJitter
	topicMarket
	topicFeast
	topicQuantity
	topicDiscount
	topicPaid
	topicDue
	topicGift
	topicChannel
	topicMethod
	topicRemark
	topicReturn
	topicRepay
	topicOrder
	topicContact
	topicVisit
	topicWhen
	topicHour
	topicText
	topicFeedback
	topicPlan
	topicLedger
	topicHole
	topicDirt
	topicMeeting
)
