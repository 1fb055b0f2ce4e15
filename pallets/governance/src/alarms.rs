// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The scheduler of Referenda: the alarms at which Referenda looks at a referendum again or begins
//! the next one of a track, and the calls of referenda that have passed.
//!
//! The agenda of a block in Scheduler has a bound, and a call that finds no place in it is never
//! made: a stranger could fill one days ahead. Alarms are entries of their own here, without a
//! bound for a block; a referendum has one at a time. Alarms go off in the order in which they were
//! set, and one that does not fit into the weight of its block goes off in the next. So Scheduler
//! has the calls of approved referenda only, and a call whose agenda is full gets a place in one of
//! the blocks after it.

#[cfg(feature = "std")]
use crate::tracks::Track;
use crate::{AlarmCount, Alarms, AlarmsSince, Config, Error, Event, Pallet, WeightInfo};
use polkadot_sdk::{
	frame_support::{
		dispatch::{DispatchClass, GetDispatchInfo},
		ensure,
		traits::{
			schedule::{
				v3::{Anon, Named, TaskName},
				DispatchTime, Period, Priority,
			},
			CallerTrait, Get, QueryPreimage,
		},
		weights::{Weight, WeightMeter},
	},
	frame_system::{self, pallet_prelude::BlockNumberFor, RawOrigin},
	pallet_referenda::{self, BoundedCallOf, PalletsOriginOf},
	sp_runtime::{
		traits::{BlockNumberProvider, Dispatchable, One, Saturating},
		DispatchError,
	},
};

/// The number of agendas that are tried for the call of an approved referendum after the wanted
/// one. The call is lost only if each is full of calls that other referenda have passed.
const LATER_BLOCKS: u32 = 16;

/// The calls that referenda make, and that Referenda makes when an alarm goes off.
pub type ReferendaCallOf<T> = pallet_referenda::CallOf<T, ()>;

impl<T: Config> Pallet<T> {
	pub(crate) fn now() -> BlockNumberFor<T> {
		<T as pallet_referenda::Config>::BlockNumberProvider::current_block_number()
	}

	/// Panics if a runtime has alarms for which a block can never have room.
	#[cfg(feature = "std")]
	pub(crate) fn assert_alarms_have_room() {
		let nudge = pallet_referenda::Call::<T>::nudge_referendum { index: 0 };
		let one_fewer = pallet_referenda::Call::<T>::one_fewer_deciding { track: Track::Root.id() };
		let alarm = <T as Config>::WeightInfo::alarms()
			.saturating_add(<T as Config>::WeightInfo::alarm())
			.saturating_add(nudge.get_dispatch_info().call_weight)
			.saturating_add(one_fewer.get_dispatch_info().call_weight);
		assert!(alarm.all_lte(T::AlarmRoom::get()), "no alarm fits into its room");
	}

	/// Lets the alarms go off that are due, those of earlier blocks first, as far as their weight
	/// allows; the first block of a session has none left. Returns the weight that they took.
	pub(crate) fn ring(now: BlockNumberFor<T>) -> Weight {
		let mut meter =
			frame_system::Pallet::<T>::remaining_block_weight().limit_to(T::AlarmRoom::get());
		// A copy of a chain's state begins at block 0 again.
		let mut block = AlarmsSince::<T>::get().map_or(now, |since| since.min(now));
		while block <= now && Self::ring_block(block, &mut meter) {
			block.saturating_inc();
		}
		AlarmsSince::<T>::put(block);
		meter.consumed()
	}

	/// Lets the alarms of one block go off, and returns `true` if those were all.
	fn ring_block(block: BlockNumberFor<T>, meter: &mut WeightMeter) -> bool {
		if meter.try_consume(<T as Config>::WeightInfo::alarms()).is_err() {
			return false;
		}
		// One walk through them: to look for the first again after each would pass by all those that
		// are gone.
		Alarms::<T>::iter_prefix(block).all(|(id, call)| Self::go_off(block, id, &call, meter))
	}

	/// Makes the call of an alarm, and returns `true` if there was weight left for it.
	fn go_off(
		block: BlockNumberFor<T>,
		id: [u8; 4],
		call: &BoundedCallOf<T, ()>,
		meter: &mut WeightMeter,
	) -> bool {
		if meter.try_consume(<T as Config>::WeightInfo::alarm()).is_err() {
			return false;
		}
		let Ok((call, _)) =
			<T as pallet_referenda::Config>::Preimages::peek::<ReferendaCallOf<T>>(call)
		else {
			// Nothing but calls that are stored whole gets here.
			Alarms::<T>::remove(block, id);
			return true;
		};
		let call: <T as frame_system::Config>::RuntimeCall = call.into();
		let declared = call.get_dispatch_info().call_weight;
		if !meter.can_consume(declared) {
			return false;
		}
		Alarms::<T>::remove(block, id);
		let actual = match call.dispatch(RawOrigin::Root.into()) {
			Ok(done) => done.actual_weight,
			// The referendum has ended since.
			Err(failed) => failed.post_info.actual_weight,
		};
		meter.consume(actual.unwrap_or(declared).min(declared));
		true
	}
}

impl<T: Config> Anon<BlockNumberFor<T>, ReferendaCallOf<T>, PalletsOriginOf<T>> for Pallet<T> {
	/// The block of an alarm, and its number.
	type Address = (BlockNumberFor<T>, u32);
	type Hasher = T::Hashing;

	/// Sets an alarm, for the next block at the soonest: an alarm for a block that is over goes
	/// off, too.
	///
	/// Errors: `NotAnAlarm` for a call that is none of Referenda's alarms.
	fn schedule(
		when: DispatchTime<BlockNumberFor<T>>,
		maybe_periodic: Option<Period<BlockNumberFor<T>>>,
		_priority: Priority,
		origin: PalletsOriginOf<T>,
		call: BoundedCallOf<T, ()>,
	) -> Result<Self::Address, DispatchError> {
		let is_root = matches!(origin.as_system_ref(), Some(RawOrigin::Root));
		let is_alarm = is_root && maybe_periodic.is_none() && !call.lookup_needed();
		ensure!(is_alarm, Error::<T>::NotAnAlarm);
		let now = Self::now();
		let when = when.evaluate(now).max(now.saturating_add(One::one()));
		let id = AlarmCount::<T>::mutate(|count| {
			*count = count.wrapping_add(1);
			*count
		});
		Alarms::<T>::insert(when, id.to_be_bytes(), call);
		Ok((when, id))
	}

	/// Takes an alarm back. Errors: `Unavailable`, if it is gone.
	fn cancel((when, id): Self::Address) -> Result<(), DispatchError> {
		Alarms::<T>::take(when, id.to_be_bytes()).map(drop).ok_or(DispatchError::Unavailable)
	}

	fn reschedule(
		(when, id): Self::Address,
		other: DispatchTime<BlockNumberFor<T>>,
	) -> Result<Self::Address, DispatchError> {
		let call = Alarms::<T>::take(when, id.to_be_bytes()).ok_or(DispatchError::Unavailable)?;
		let origin = RawOrigin::Root.into();
		<Self as Anon<_, _, _>>::schedule(other, None, 0, origin, call)
	}

	fn next_dispatch_time((when, id): Self::Address) -> Result<BlockNumberFor<T>, DispatchError> {
		ensure!(Alarms::<T>::contains_key(when, id.to_be_bytes()), DispatchError::Unavailable);
		Ok(when)
	}
}

type EnactmentsOf<T> = <T as Config>::Enactments;

impl<T: Config> Named<BlockNumberFor<T>, ReferendaCallOf<T>, PalletsOriginOf<T>> for Pallet<T> {
	type Address = <EnactmentsOf<T> as Named<
		BlockNumberFor<T>,
		ReferendaCallOf<T>,
		PalletsOriginOf<T>,
	>>::Address;
	type Hasher = T::Hashing;

	/// Schedules the call of an approved referendum, in the wanted block or one of those after it.
	///
	/// Errors: those of the scheduler behind it. The event `CallLost` tells them, too, because
	/// Referenda ignores them.
	fn schedule_named(
		id: TaskName,
		when: DispatchTime<BlockNumberFor<T>>,
		maybe_periodic: Option<Period<BlockNumberFor<T>>>,
		priority: Priority,
		origin: PalletsOriginOf<T>,
		call: BoundedCallOf<T, ()>,
	) -> Result<Self::Address, DispatchError> {
		let wanted = when.evaluate(Self::now());
		let mut later = 0;
		let result = loop {
			let at = DispatchTime::At(wanted.saturating_add(later.into()));
			let (origin, call) = (origin.clone(), call.clone());
			match T::Enactments::schedule_named(id, at, maybe_periodic, priority, origin, call) {
				Err(DispatchError::Exhausted) if later < LATER_BLOCKS => later.saturating_inc(),
				result => break result,
			}
		};
		// Each agenda but the first comes on top of what Referenda pays for.
		let agendas = T::DbWeight::get().reads(later.into());
		frame_system::Pallet::<T>::register_extra_weight_unchecked(
			agendas,
			DispatchClass::Mandatory,
		);
		if let Err(error) = result {
			Self::deposit_event(Event::CallLost { name: id, error });
		}
		result
	}

	fn cancel_named(id: TaskName) -> Result<(), DispatchError> {
		T::Enactments::cancel_named(id)
	}

	fn reschedule_named(
		id: TaskName,
		when: DispatchTime<BlockNumberFor<T>>,
	) -> Result<Self::Address, DispatchError> {
		T::Enactments::reschedule_named(id, when)
	}

	fn next_dispatch_time(id: TaskName) -> Result<BlockNumberFor<T>, DispatchError> {
		T::Enactments::next_dispatch_time(id)
	}
}
