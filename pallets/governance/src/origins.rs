// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Types that each accept one origin of this pallet and no other. A runtime says with them which
//! calls an origin may make, and adds root with `EitherOf` where it wants to.

use crate::{tracks::Track, BalanceOf, Config, Origin, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use polkadot_sdk::frame_support::traits::{EnsureOrigin, Get};
use scale_info::TypeInfo;

/// The most that one referendum of each spender track takes from the treasury, in base units. Each
/// limit is higher than the one before.
#[derive(
	Clone,
	Copy,
	Debug,
	Eq,
	PartialEq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct SpendLimits<Balance> {
	/// The limit of a small spender.
	pub small: Balance,
	/// The limit of a medium spender.
	pub medium: Balance,
	/// The limit of a big spender.
	pub big: Balance,
}

impl<Balance: PartialOrd> SpendLimits<Balance> {
	/// Returns the smallest spender track whose limit holds this amount; above all limits, the root
	/// track.
	pub fn spender_track(&self, amount: &Balance) -> Track {
		if *amount <= self.small {
			Track::SmallSpender
		} else if *amount <= self.medium {
			Track::MediumSpender
		} else if *amount <= self.big {
			Track::BigSpender
		} else {
			Track::Root
		}
	}

	/// Returns the limit of this origin. `None` if it is no spender.
	pub fn of(self, origin: Origin) -> Option<Balance> {
		match origin {
			Origin::SmallSpender => Some(self.small),
			Origin::MediumSpender => Some(self.medium),
			Origin::BigSpender => Some(self.big),
			_ => None,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Panics if a runtime has limits that do not rise: the treasury tells spenders apart by them.
	#[cfg(feature = "std")]
	pub(crate) fn assert_spend_limits_rise() {
		let SpendLimits { small, medium, big } = <T as Config>::SpendLimits::get();
		assert!(small < medium && medium < big, "the limits of spenders do not rise");
	}
}

/// Defines types that each accept one origin of this pallet.
macro_rules! ensure_origin {
	($($(#[$doc:meta])* $ensure:ident accepts $origin:ident;)*) => {$(
		$(#[$doc])*
		pub struct $ensure<T>(PhantomData<T>);

		impl<T, O: Clone + From<Origin> + Into<Result<Origin, O>>> EnsureOrigin<O> for $ensure<T> {
			type Success = ();

			fn try_origin(origin: O) -> Result<(), O> {
				let ours: Result<Origin, O> = origin.clone().into();
				match ours {
					Ok(Origin::$origin) => Ok(()),
					_ => Err(origin),
				}
			}

			#[cfg(feature = "runtime-benchmarks")]
			fn try_successful_origin() -> Result<O, ()> {
				Ok(Origin::$origin.into())
			}
		}
	)*};
}

ensure_origin! {
	/// The check that accepts [`Origin::Upgrader`] only.
	EnsureUpgrader accepts Upgrader;
	/// The check that accepts [`Origin::ParameterAdmin`] only.
	EnsureParameterAdmin accepts ParameterAdmin;
	/// The check that accepts [`Origin::StakingAdmin`] only.
	EnsureStakingAdmin accepts StakingAdmin;
	/// The check that accepts [`Origin::SmallSpender`] only.
	EnsureSmallSpender accepts SmallSpender;
	/// The check that accepts [`Origin::MediumSpender`] only.
	EnsureMediumSpender accepts MediumSpender;
	/// The check that accepts [`Origin::BigSpender`] only.
	EnsureBigSpender accepts BigSpender;
	/// The check that accepts [`Origin::Canceller`] only.
	EnsureCanceller accepts Canceller;
	/// The check that accepts [`Origin::Killer`] only.
	EnsureKiller accepts Killer;
	/// The check that accepts [`Origin::Emergency`] only.
	EnsureEmergency accepts Emergency;
}

/// The check that accepts the three spenders, and tells the most that each may spend, in base
/// units.
pub struct EnsureSpender<T>(PhantomData<T>);

impl<T, O> EnsureOrigin<O> for EnsureSpender<T>
where
	T: Config,
	O: Clone + From<Origin> + Into<Result<Origin, O>>,
{
	type Success = BalanceOf<T>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		let ours: Result<Origin, O> = origin.clone().into();
		let limits = <T as Config>::SpendLimits::get();
		ours.ok().and_then(|spender| limits.of(spender)).ok_or(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(Origin::BigSpender.into())
	}
}
