DROP INDEX ix_contact_fact_sort_key;

CREATE INDEX ix_contact_fact_sort_key ON contact_fact (hidden, sort_key, contact_id, sphere, origin, hot_until,
    warm_until, cool_until, last_exchange_on, due_on, first_met_on);

DROP INDEX ix_contact_fact_last_exchange_on;

CREATE INDEX ix_contact_fact_last_exchange_on ON contact_fact (hidden, last_exchange_on, contact_id, sphere, origin,
    hot_until, warm_until, cool_until) WHERE last_exchange_on IS NOT NULL;

DROP INDEX ix_contact_fact_due_on;

CREATE INDEX ix_contact_fact_due_on ON contact_fact (hidden, due_on, contact_id, sphere, origin, hot_until,
    warm_until, cool_until) WHERE due_on IS NOT NULL;

DROP INDEX ix_contact_fact_first_met_on;

CREATE INDEX ix_contact_fact_first_met_on ON contact_fact (hidden, first_met_on, sort_key, contact_id, sphere,
    origin, hot_until, warm_until, cool_until) WHERE first_met_on IS NOT NULL;

DROP INDEX ix_contact_fact_warmth;

CREATE INDEX ix_contact_fact_warmth ON contact_fact (hidden, hot_until, warm_until, cool_until, sort_key, sphere,
    origin) WHERE hot_until IS NOT NULL;

DROP INDEX ix_contact_fact_cadence_days;

CREATE INDEX ix_contact_fact_cadence_days ON contact_fact (hidden, cadence_days, last_exchange_on, sort_key,
    contact_id, sphere, origin, hot_until, warm_until, cool_until) WHERE last_exchange_on IS NOT NULL;

DROP INDEX ix_contact_fact_hot_until;

CREATE INDEX ix_contact_fact_hot_until ON contact_fact (hot_until) WHERE hot_until IS NOT NULL;

DROP INDEX ix_contact_fact_warm_until;

CREATE INDEX ix_contact_fact_warm_until ON contact_fact (warm_until) WHERE warm_until IS NOT NULL;

DROP INDEX ix_contact_fact_cool_until;

CREATE INDEX ix_contact_fact_cool_until ON contact_fact (cool_until) WHERE cool_until IS NOT NULL;

DROP INDEX ix_contact_point_lookup;

CREATE INDEX ix_contact_point_lookup ON contact_point (kind, normalised) WHERE kind = 'email' OR kind = 'phone';
