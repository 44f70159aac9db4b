"""Looking up wards and communes, today's and those of before the reform."""
