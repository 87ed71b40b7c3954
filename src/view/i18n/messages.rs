//! The messages, one field each. The files of the languages fill them in.

/// How many messages there are.
const COUNT: usize = size_of::<Messages>() / size_of::<&str>();

macro_rules! messages {
    ($($name:ident,)*) => {
        /// Every message, in one language. Placeholders stand in braces and are filled by [`super::fill`].
        #[cfg_attr(
            not(target_arch = "wasm32"),
            allow(dead_code, reason = "the pages that show them are compiled for the browser only, where an unused one fails")
        )]
        #[repr(C)]
        pub struct Messages {
            $(pub(in crate::view) $name: &'static str,)*
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl Messages {
            /// All messages with their names.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

#[cfg(not(target_arch = "wasm32"))]
impl Messages {
    /// The language's file: one message a line, in the order of the fields.
    #[must_use]
    pub fn lines(&self) -> String {
        self.all().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }
}

impl Messages {
    /// Reads a language's file; `None` if it has more or fewer lines than there are messages.
    #[must_use]
    pub fn read(file: &'static str) -> Option<&'static Self> {
        let mut lines = file.split('\n');
        let mut texts = [""; COUNT];
        for text in &mut texts {
            *text = lines.next()?;
        }
        if lines.next().is_some() {
            return None;
        }
        let texts: *const [&'static str; COUNT] = Box::leak(Box::new(texts));
        // Field by field, this one function would weigh as much as half a language.
        #[expect(unsafe_code, reason = "the one cast that says that a struct of texts is an array of texts")]
        // SAFETY: `repr(C)` lays out fields of one type one after the other, as an array does; there are COUNT of them,
        // all texts; and what was leaked lives as long as the page, and nobody changes it.
        unsafe {
            texts.cast::<Self>().as_ref()
        }
    }
}

messages! {
    app_name,
    tagline,
    skip,
    language_missing,
    rest_coming,
    rest_missing,
    weekdays,
    months,
    weekday_day,
    nav_label,
    nav_home,
    nav_recharge,
    nav_use,
    nav_notices,
    nav_help,
    nav_account,
    update_ready,
    update_held,
    update_open,
    update_later,
    today_at,
    date_at,
    age_now,
    age_minutes,
    age_hours,
    age_days,
    due,
    between,
    between_days,
    outlook_title,
    outlook_protected,
    outlook_declared,
    outlook_declared_note,
    outlook_at_risk,
    outlook_lasting,
    outlook_exempt,
    outlook_may,
    outlook_may_next,
    outlook_may_do,
    outlook_cut,
    outlook_reconnect_pay,
    outlook_reconnect_within,
    outlook_reconnect_unsaid,
    outlook_cut_do,
    outlook_unknown,
    outlook_not_before,
    outlook_estimated,
    outlook_press,
    missing_account,
    missing_bulletin,
    missing_rules,
    missing_balance,
    missing_use,
    missing_confirmation,
    missing_vulnerable,
    missing_conversion,
    missing_credit,
    why,
    reason_balance,
    reason_balance_estimated,
    reason_below,
    reason_grace,
    reason_instalments,
    reason_credit,
    reason_conversion,
    reason_relief,
    reason_queue,
    reason_in_force,
    reason_exempt,
    reason_barred,
    reason_window,
    reason_moratorium,
    reason_moratorium_open,
    source,
    source_order,
    source_press,
    source_statement,
    rules_version,
    calendar,
    calendar_summary,
    calendar_note,
    proof_open,
    proof_title,
    proof_about,
    proof_none,
    proof_account,
    proof_version,
    proof_check,
    print,
    share,
    share_copied,
    share_impossible,
    verified,
    not_confirmed,
    not_verified,
    bulletin_checked,
    bulletin_missing,
    bulletin_loading,
    balance_title,
    estimate,
    balance_as_of,
    balance_estimated_reading,
    balance_stale,
    balance_now,
    balance_runs_out,
    balance_ran_out,
    balance_catch_up,
    balance_behind,
    balance_cannot_tell,
    balance_cannot_old,
    balance_cannot_no_use,
    balance_ahead,
    wide_short,
    wide_gaps,
    wide_swap,
    wide_jump,
    wide_no_use,
    ahead_title,
    ahead_about,
    ahead_chart,
    ahead_today,
    ahead_range,
    ahead_likely,
    ahead_table,
    ahead_remind,
    ahead_reminder,
    ahead_reminder_note,
    recharge_do,
    recharges_title,
    service_title,
    service_up,
    service_degraded,
    service_down,
    service_since,
    service_next,
    service_unreached,
    service_waiting,
    refresh,
    held,
    held_down,
    held_news,
    held_not_admitted,
    held_tapped,
    held_turn,
    held_turn_at,
    held_until,
    busy,
    busy_long,
    clock_wrong,
    storage_missing,
    sign_in_title,
    sign_in_number,
    sign_in_number_hint,
    sign_in_send,
    sign_in_otp,
    sign_in_otp_hint,
    sign_in_enter,
    sign_in_again,
    sign_in_remember,
    sign_in_down,
    sign_in_expired,
    number_empty,
    number_not_digits,
    number_short,
    number_long,
    otp_wrong_form,
    amount_title,
    amount_label,
    amount_limits,
    amount_empty,
    amount_not_number,
    amount_fraction,
    amount_out,
    amount_go,
    amount_next,
    amount_account,
    amount_sign_in,
    open_title,
    open_why,
    open_see,
    open_anyway,
    intent_title,
    intent_unknown,
    intent_again,
    intent_refused,
    intent_not_found,
    pay_title,
    pay_upi,
    pay_qr,
    pay_qr_kiosk,
    pay_to,
    pay_for,
    pay_left,
    pay_expired,
    pay_refused,
    pay_qr_alt,
    check_now,
    check_last,
    check_failed,
    state_created,
    state_awaiting_payment,
    state_paid,
    state_credited,
    state_on_meter,
    state_failed,
    state_expired,
    state_reversed,
    receipt_title,
    receipt_order,
    receipt_reference,
    receipt_amount,
    receipt_made,
    receipt_state,
    receipt_not_on_meter,
    receipt_print,
    history_title,
    quick_days,
    quick_above_zero,
    quick_reconnection,
    guest_open,
    guest_number,
    guest_note,
    guest_check,
    guest_right,
    guest_wrong,
    dead_title,
    dead_ways,
    number_copy,
    number_copied,
    number_not_copied,
    planned_title,
    planned_about,
    planned_keep,
    planned_kept,
    planned_withdraw,
    frame_pay,
    frame_open,
    frame_sign_in,
    frame_strange,
    frame_leave,
    open_paid,
    storage_missing_order,
    pay_no_app,
    phase_planned,
    phase_unanswered,
    phase_refused,
    phase_contradicted,
    ask_where,
    ask_next,
    ask_do,
    ask_dont,
    where_planned,
    next_planned,
    where_payable,
    next_payable,
    do_pay,
    dont_pay_twice,
    where_lapsed,
    where_failed,
    next_may_turn,
    do_keep_number,
    next_settled,
    open_arrived,
    dont_pay_again,
    where_paid,
    next_paid,
    where_credited,
    next_credited,
    do_nothing,
    where_done,
    where_over,
    do_over,
    where_reversed,
    do_reversed,
    where_contradicted,
    do_contradicted,
    do_ask,
    promise,
    promise_source,
    receipt_printed,
    history_open,
    history_none,
    history_search,
    history_csv,
    history_what,
    history_use,
    history_reversal,
    elsewhere_title,
    elsewhere_about,
    elsewhere_waiting,
    elsewhere_found,
    elsewhere_never,
    elsewhere_when,
    elsewhere_when_wrong,
    elsewhere_reference,
    elsewhere_record,
    elsewhere_recorded,
    use_title,
    use_none,
    use_total,
    use_mean,
    use_fetched,
    use_table,
    use_date,
    use_units,
    use_cost,
    use_chart,
    use_so_far,
    use_compared,
    use_spent,
    use_more,
    use_less,
    use_same,
    use_than_week,
    use_than_month,
    use_than_days,
    use_than_year,
    use_gaps,
    use_missing,
    use_buys,
    use_pace,
    use_days,
    use_months,
    use_known,
    use_month,
    use_none_compared,
    use_rupees,
    use_how,
    use_measured,
    use_computed,
    use_csv,
    use_green_button,
    use_files,
    use_estimated,
    notices_title,
    notices_none,
    notice_for,
    notice_sent,
    notice_until,
    notice_other_area,
    help_title,
    help_call,
    help_call_hint,
    help_contacts,
    help_rails,
    help_rails_number,
    help_open,
    complaint_title,
    complaint_about,
    complaint_no_account,
    complaint_topic,
    topic_recharge_missing,
    topic_wrong_disconnection,
    topic_not_reconnected,
    topic_balance_wrong,
    topic_no_supply,
    topic_other,
    complaint_topic_none,
    complaint_text,
    complaint_left,
    complaint_over,
    complaint_empty,
    complaint_send,
    complaint_full,
    complaint_written,
    complaint_list,
    complaint_waiting,
    complaint_sign_in,
    complaint_sent,
    complaint_answer,
    complaint_too_long,
    complaint_refused,
    complaint_again,
    help_dead,
    help_dead_steps,
    help_offices,
    help_office_yours,
    help_questions,
    help_answers,
    account_title,
    accounts_label,
    account_shown,
    account_add,
    account_add_why,
    account_number,
    account_name,
    account_division,
    account_category,
    account_load,
    sign_out_note,
    forget,
    forget_note,
    forgotten,
    sign_in_remember_hint,
    storage_tight,
    storage_full,
    storage_newer,
    storage_let_go,
    storage_open_again,
    storage_cleared,
    keep_title,
    keep_remember,
    keep_promised,
    keep_until_cleared,
    keep_recharges,
    keep_nothing,
    keep_hidden,
    amount_show,
    sign_out,
    signed_out,
    sign_out_owed,
    not_found_title,
    not_found,
    config_title,
    config_missing,
    config_broken,
    trouble_timed_out,
    trouble_unreachable,
    trouble_offline,
    trouble_server,
    trouble_garbled,
    trouble_too_many,
    trouble_otp,
    trouble_amount,
    trouble_consumer,
    trouble_not_found,
    trouble_request,
    trouble_lasting,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::super::Language;
    use super::Messages;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn all_languages_have_the_same_placeholders() {
        for language in Language::ALL {
            let hindi = Language::Hindi.messages().all();
            for ((name, hindi), (_, other)) in hindi.iter().zip(language.messages().all()) {
                assert_eq!(placeholders(hindi), placeholders(other), "{name} in {language:?}");
            }
        }
    }

    #[test]
    fn no_message_is_empty_and_none_is_left_in_another_language() {
        for language in Language::ALL {
            let devanagari = |sign: char| ('\u{900}'..='\u{97f}').contains(&sign);
            let arabic = |sign: char| ('\u{600}'..='\u{6ff}').contains(&sign);
            for (name, text) in language.messages().all() {
                let has = |script: &dyn Fn(char) -> bool| text.chars().any(script);
                // Latin names, such as UPI, stand among the words of each; one message only joins values.
                let fine = match language {
                    Language::Hindi => !has(&arabic) && (has(&devanagari) || name == "weekday_day"),
                    Language::English => {
                        !has(&arabic) && !has(&devanagari) && has(&|sign: char| sign.is_ascii_alphabetic())
                    }
                    Language::Urdu => !has(&devanagari) && has(&arabic),
                };
                assert!(fine, "{name} in {language:?}: {text}");
            }
        }
    }

    #[test]
    fn there_are_as_many_months_and_days_as_in_a_year_and_a_week() {
        for language in Language::ALL {
            let count = |words: &str| words.split(' ').filter(|word| !word.is_empty()).count();
            let messages = language.messages();
            assert_eq!((count(messages.months), count(messages.weekdays)), (12, 7), "{language:?}");
        }
    }

    #[test]
    fn a_file_gives_back_the_language_that_it_was_written_of() {
        for language in Language::ALL {
            let read = Messages::read(language.messages().lines().leak()).expect("as it was written");
            assert_eq!(read.all(), language.messages().all());
        }
    }

    #[rstest]
    #[case::empty("")]
    #[case::of_another_kind("<!doctype html>\n<title>404</title>")]
    #[case::cut(&Language::Hindi.messages().lines().rsplit_once('\n').expect("many lines").0.to_owned())]
    #[case::longer(&(Language::Hindi.messages().lines() + "\n"))]
    fn a_file_that_is_not_whole_is_refused(#[case] file: &str) {
        assert!(Messages::read(file.to_owned().leak()).is_none());
    }
}
