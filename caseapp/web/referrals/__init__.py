"""Referrals on screen: the list, a draft, one referral and the steps it takes."""
