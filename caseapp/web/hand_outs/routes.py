"""x"""
from flask import Blueprint
blueprint = Blueprint("hand_outs", __name__)
