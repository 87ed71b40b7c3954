//! The messages, one field each. `hi.rs` and `en.rs` fill them in.

macro_rules! messages {
    ($($name:ident,)*) => {
        /// Every message, in one language. Placeholders stand in braces and are filled by [`super::fill`].
        #[cfg_attr(
            not(target_arch = "wasm32"),
            allow(dead_code, reason = "the pages that show them are compiled for the browser only, where an unused one fails")
        )]
        pub struct Messages {
            $(pub(in crate::view) $name: &'static str,)*
        }

        #[cfg(test)]
        impl Messages {
            /// All messages with their names.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

messages! {
    app_name,
    tagline,
    skip,
    other_language,
    nav_label,
    nav_home,
    nav_recharge,
    nav_use,
    nav_notices,
    nav_help,
    nav_account,
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
    outlook_may,
    outlook_may_next,
    outlook_may_do,
    outlook_cut,
    outlook_reconnect,
    outlook_cut_do,
    outlook_unknown,
    outlook_not_before,
    outlook_estimated,
    missing_account,
    missing_bulletin,
    missing_rules,
    missing_balance,
    missing_use,
    missing_confirmation,
    why,
    reason_balance,
    reason_balance_estimated,
    reason_below,
    reason_grace,
    reason_barred,
    reason_window,
    reason_moratorium,
    reason_moratorium_open,
    source,
    source_order,
    source_press,
    source_statement,
    rules_version,
    verified,
    not_confirmed,
    not_verified,
    bulletin_checked,
    bulletin_missing,
    bulletin_loading,
    balance_title,
    balance_as_of,
    balance_estimated_reading,
    balance_stale,
    balance_unknown,
    balance_now,
    balance_runs_out,
    balance_ran_out,
    balance_catch_up,
    balance_cannot_tell,
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
    refresh_wait,
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
    say_created,
    say_awaiting,
    say_paid,
    say_credited,
    say_on_meter,
    say_may_turn,
    say_over,
    say_reversed,
    receipt_title,
    receipt_order,
    receipt_reference,
    receipt_amount,
    receipt_made,
    receipt_state,
    receipt_not_on_meter,
    receipt_print,
    history_title,
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
    account_title,
    account_number,
    account_name,
    account_division,
    account_category,
    account_load,
    sign_out_note,
    forget,
    forget_note,
    forgotten,
    forgotten_server,
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

    use super::super::Language;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }

    #[test]
    fn both_languages_have_the_same_placeholders() {
        for ((name, hindi), (_, english)) in
            Language::Hindi.messages().all().iter().zip(Language::English.messages().all())
        {
            assert_eq!(placeholders(hindi), placeholders(english), "{name}");
        }
    }

    #[test]
    fn no_message_is_empty_and_none_is_left_in_the_other_language() {
        let devanagari = |text: &str| text.chars().any(|sign| ('\u{900}'..='\u{97f}').contains(&sign));
        for (name, text) in Language::Hindi.messages().all() {
            assert!(name == "other_language" || devanagari(text), "{name}: {text}");
        }
        for (name, text) in Language::English.messages().all() {
            assert!(!text.is_empty() && (name == "other_language" || !devanagari(text)), "{name}: {text}");
        }
    }
}
