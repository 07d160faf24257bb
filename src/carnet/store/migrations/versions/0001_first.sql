CREATE TABLE contact (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    prefix TEXT DEFAULT '' NOT NULL, 
    first_name TEXT DEFAULT '' NOT NULL, 
    middle_name TEXT DEFAULT '' NOT NULL, 
    last_name TEXT DEFAULT '' NOT NULL, 
    nickname TEXT DEFAULT '' NOT NULL, 
    sphere TEXT DEFAULT 'professional' NOT NULL, 
    relationship TEXT DEFAULT 'other' NOT NULL, 
    birthday TEXT, 
    city TEXT DEFAULT '' NOT NULL, 
    about TEXT DEFAULT '' NOT NULL, 
    starred INTEGER DEFAULT 0 NOT NULL, 
    status TEXT DEFAULT 'active' NOT NULL, 
    origin_channel TEXT, 
    origin_source TEXT DEFAULT 'derived' NOT NULL, 
    met_on TEXT, 
    met_where TEXT DEFAULT '' NOT NULL, 
    cadence_days INTEGER, 
    is_me INTEGER DEFAULT 0 NOT NULL, 
    to_complete INTEGER DEFAULT 0 NOT NULL, 
    created_at TEXT NOT NULL, 
    updated_at TEXT NOT NULL, 
    deleted_at TEXT, 
    CONSTRAINT pk_contact PRIMARY KEY (id), 
    CONSTRAINT uq_contact_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE photo (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    media_type TEXT DEFAULT '' NOT NULL, 
    data BLOB NOT NULL, 
    CONSTRAINT pk_photo PRIMARY KEY (id), 
    CONSTRAINT fk_photo_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE custom_field (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    value TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_custom_field PRIMARY KEY (id), 
    CONSTRAINT fk_custom_field_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE alias (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_alias PRIMARY KEY (id), 
    CONSTRAINT fk_alias_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE not_same (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    other_id INTEGER NOT NULL, 
    CONSTRAINT pk_not_same PRIMARY KEY (id), 
    CONSTRAINT uq_not_same_contact_id_other_id UNIQUE (contact_id, other_id), 
    CONSTRAINT fk_not_same_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_not_same_other_id FOREIGN KEY(other_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE contact_point (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    contact_id INTEGER NOT NULL, 
    kind TEXT DEFAULT 'email' NOT NULL, 
    label TEXT DEFAULT '' NOT NULL, 
    value TEXT DEFAULT '' NOT NULL, 
    normalised TEXT DEFAULT '' NOT NULL, 
    is_primary INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_contact_point PRIMARY KEY (id), 
    CONSTRAINT uq_contact_point_uid UNIQUE (uid), 
    CONSTRAINT fk_contact_point_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE social_profile (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    contact_id INTEGER NOT NULL, 
    network TEXT DEFAULT 'other' NOT NULL, 
    url TEXT DEFAULT '' NOT NULL, 
    slug TEXT DEFAULT '' NOT NULL, 
    connected_on TEXT, 
    CONSTRAINT pk_social_profile PRIMARY KEY (id), 
    CONSTRAINT uq_social_profile_uid UNIQUE (uid), 
    CONSTRAINT fk_social_profile_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE foreign_property (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    position INTEGER DEFAULT 0 NOT NULL, 
    line TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_foreign_property PRIMARY KEY (id), 
    CONSTRAINT fk_foreign_property_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE organisation (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    kind TEXT DEFAULT 'other' NOT NULL, 
    city TEXT DEFAULT '' NOT NULL, 
    website TEXT DEFAULT '' NOT NULL, 
    folded TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_organisation PRIMARY KEY (id), 
    CONSTRAINT uq_organisation_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE affiliation (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    contact_id INTEGER NOT NULL, 
    organisation_id INTEGER, 
    title TEXT DEFAULT '' NOT NULL, 
    starts_on TEXT, 
    ends_on TEXT, 
    is_current INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_affiliation PRIMARY KEY (id), 
    CONSTRAINT uq_affiliation_uid UNIQUE (uid), 
    CONSTRAINT fk_affiliation_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_affiliation_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
)
 STRICT;

CREATE TABLE circle (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    colour TEXT DEFAULT '' NOT NULL, 
    default_cadence_days INTEGER, 
    CONSTRAINT pk_circle PRIMARY KEY (id), 
    CONSTRAINT uq_circle_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE tag (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    colour TEXT DEFAULT '' NOT NULL, 
    folded TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_tag PRIMARY KEY (id), 
    CONSTRAINT uq_tag_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE contact_circle (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    circle_id INTEGER NOT NULL, 
    CONSTRAINT pk_contact_circle PRIMARY KEY (id), 
    CONSTRAINT uq_contact_circle_contact_id_circle_id UNIQUE (contact_id, circle_id), 
    CONSTRAINT fk_contact_circle_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_contact_circle_circle_id FOREIGN KEY(circle_id) REFERENCES circle (id)
)
 STRICT;

CREATE TABLE contact_tag (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    tag_id INTEGER NOT NULL, 
    CONSTRAINT pk_contact_tag PRIMARY KEY (id), 
    CONSTRAINT uq_contact_tag_contact_id_tag_id UNIQUE (contact_id, tag_id), 
    CONSTRAINT fk_contact_tag_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_contact_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 STRICT;

CREATE TABLE event (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    title TEXT DEFAULT '' NOT NULL, 
    kind TEXT DEFAULT 'other' NOT NULL, 
    organiser_id INTEGER, 
    starts_at TEXT, 
    ends_at TEXT, 
    tz TEXT DEFAULT '' NOT NULL, 
    all_day INTEGER DEFAULT 0 NOT NULL, 
    series_id INTEGER, 
    recurrence_id TEXT, 
    rrule TEXT DEFAULT '' NOT NULL, 
    exdates TEXT DEFAULT '' NOT NULL, 
    venue TEXT DEFAULT '' NOT NULL, 
    city TEXT DEFAULT '' NOT NULL, 
    url TEXT DEFAULT '' NOT NULL, 
    status TEXT DEFAULT 'planned' NOT NULL, 
    cost_cents INTEGER DEFAULT 0 NOT NULL, 
    minutes_spent INTEGER, 
    travel_minutes INTEGER, 
    briefing TEXT DEFAULT '' NOT NULL, 
    prepared_on TEXT, 
    usefulness TEXT, 
    debrief TEXT DEFAULT '' NOT NULL, 
    debriefed_at TEXT, 
    debrief_later_on TEXT, 
    ics_uid TEXT DEFAULT '' NOT NULL, 
    deleted_at TEXT, 
    CONSTRAINT pk_event PRIMARY KEY (id), 
    CONSTRAINT uq_event_series_id_recurrence_id UNIQUE (series_id, recurrence_id), 
    CONSTRAINT uq_event_uid UNIQUE (uid), 
    CONSTRAINT fk_event_organiser_id FOREIGN KEY(organiser_id) REFERENCES organisation (id), 
    CONSTRAINT fk_event_series_id FOREIGN KEY(series_id) REFERENCES event (id)
)
 STRICT;

CREATE TABLE event_goal (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    event_id INTEGER NOT NULL, 
    text TEXT DEFAULT '' NOT NULL, 
    done INTEGER DEFAULT 0 NOT NULL, 
    position INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_event_goal PRIMARY KEY (id), 
    CONSTRAINT uq_event_goal_uid UNIQUE (uid), 
    CONSTRAINT fk_event_goal_event_id FOREIGN KEY(event_id) REFERENCES event (id)
)
 STRICT;

CREATE TABLE attendance (
    id INTEGER NOT NULL, 
    event_id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    expected INTEGER DEFAULT 0 NOT NULL, 
    met INTEGER DEFAULT 0 NOT NULL, 
    note TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_attendance PRIMARY KEY (id), 
    CONSTRAINT uq_attendance_event_id_contact_id UNIQUE (event_id, contact_id), 
    CONSTRAINT fk_attendance_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
    CONSTRAINT fk_attendance_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE interaction (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    kind TEXT DEFAULT 'note' NOT NULL, 
    occurred_on TEXT, 
    direction TEXT DEFAULT 'mutual' NOT NULL, 
    summary TEXT DEFAULT '' NOT NULL, 
    event_id INTEGER, 
    mission_id INTEGER, 
    deleted_at TEXT, 
    CONSTRAINT pk_interaction PRIMARY KEY (id), 
    CONSTRAINT uq_interaction_uid UNIQUE (uid), 
    CONSTRAINT fk_interaction_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
    CONSTRAINT fk_interaction_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id)
)
 STRICT;

CREATE TABLE participation (
    id INTEGER NOT NULL, 
    interaction_id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    personal_note TEXT DEFAULT '' NOT NULL, 
    promised TEXT DEFAULT '' NOT NULL, 
    is_first_meeting INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_participation PRIMARY KEY (id), 
    CONSTRAINT uq_participation_interaction_id_contact_id UNIQUE (interaction_id, contact_id), 
    CONSTRAINT fk_participation_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id), 
    CONSTRAINT fk_participation_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE introduction (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    introducer_id INTEGER, 
    introduced_id INTEGER NOT NULL, 
    beneficiary_id INTEGER, 
    event_id INTEGER, 
    interaction_id INTEGER, 
    occurred_on TEXT, 
    means TEXT DEFAULT 'other' NOT NULL, 
    note TEXT DEFAULT '' NOT NULL, 
    outcome TEXT DEFAULT '' NOT NULL, 
    CONSTRAINT pk_introduction PRIMARY KEY (id), 
    CONSTRAINT uq_introduction_uid UNIQUE (uid), 
    CONSTRAINT fk_introduction_introducer_id FOREIGN KEY(introducer_id) REFERENCES contact (id), 
    CONSTRAINT fk_introduction_introduced_id FOREIGN KEY(introduced_id) REFERENCES contact (id), 
    CONSTRAINT fk_introduction_beneficiary_id FOREIGN KEY(beneficiary_id) REFERENCES contact (id), 
    CONSTRAINT fk_introduction_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
    CONSTRAINT fk_introduction_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id)
)
 STRICT;

CREATE TABLE follow_up (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    contact_id INTEGER NOT NULL, 
    reason TEXT DEFAULT 'promise' NOT NULL, 
    due_on TEXT, 
    scheduled_on TEXT, 
    text TEXT DEFAULT '' NOT NULL, 
    state TEXT DEFAULT 'open' NOT NULL, 
    event_id INTEGER, 
    mission_id INTEGER, 
    done_by_id INTEGER, 
    CONSTRAINT pk_follow_up PRIMARY KEY (id), 
    CONSTRAINT uq_follow_up_uid UNIQUE (uid), 
    CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_follow_up_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
    CONSTRAINT fk_follow_up_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id), 
    CONSTRAINT fk_follow_up_done_by_id FOREIGN KEY(done_by_id) REFERENCES interaction (id)
)
 STRICT;

CREATE TABLE mission (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    title TEXT DEFAULT '' NOT NULL, 
    client_id INTEGER, 
    intermediary_id INTEGER, 
    portage_company_id INTEGER, 
    stage TEXT DEFAULT 'lead' NOT NULL, 
    signed_on TEXT, 
    starts_on TEXT, 
    ends_on TEXT, 
    day_rate_cents INTEGER DEFAULT 0 NOT NULL, 
    days_sold_half INTEGER DEFAULT 0 NOT NULL, 
    days_worked_half INTEGER, 
    currency TEXT DEFAULT 'EUR' NOT NULL, 
    management_fee_bp INTEGER, 
    probability_bp INTEGER, 
    lost_reason TEXT DEFAULT '' NOT NULL, 
    renewal_of_id INTEGER, 
    referral_commission_cents INTEGER, 
    signing_contact_id INTEGER, 
    offer_interaction_id INTEGER, 
    notes TEXT DEFAULT '' NOT NULL, 
    created_at TEXT NOT NULL, 
    deleted_at TEXT, 
    CONSTRAINT pk_mission PRIMARY KEY (id), 
    CONSTRAINT uq_mission_uid UNIQUE (uid), 
    CONSTRAINT fk_mission_client_id FOREIGN KEY(client_id) REFERENCES organisation (id), 
    CONSTRAINT fk_mission_intermediary_id FOREIGN KEY(intermediary_id) REFERENCES organisation (id), 
    CONSTRAINT fk_mission_portage_company_id FOREIGN KEY(portage_company_id) REFERENCES organisation (id), 
    CONSTRAINT fk_mission_renewal_of_id FOREIGN KEY(renewal_of_id) REFERENCES mission (id), 
    CONSTRAINT fk_mission_signing_contact_id FOREIGN KEY(signing_contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_mission_offer_interaction_id FOREIGN KEY(offer_interaction_id) REFERENCES interaction (id)
)
 STRICT;

CREATE TABLE mission_stage (
    id INTEGER NOT NULL, 
    mission_id INTEGER NOT NULL, 
    stage TEXT DEFAULT 'lead' NOT NULL, 
    entered_on TEXT NOT NULL, 
    CONSTRAINT pk_mission_stage PRIMARY KEY (id), 
    CONSTRAINT fk_mission_stage_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id)
)
 STRICT;

CREATE TABLE mission_contact (
    id INTEGER NOT NULL, 
    mission_id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    role TEXT DEFAULT 'introducer' NOT NULL, 
    CONSTRAINT pk_mission_contact PRIMARY KEY (id), 
    CONSTRAINT uq_mission_contact_mission_id_contact_id_role UNIQUE (mission_id, contact_id, role), 
    CONSTRAINT fk_mission_contact_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id), 
    CONSTRAINT fk_mission_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE touch (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    mission_id INTEGER NOT NULL, 
    rank INTEGER DEFAULT 0 NOT NULL, 
    kind TEXT DEFAULT 'none' NOT NULL, 
    occurred_on TEXT, 
    contact_id INTEGER, 
    introducer_id INTEGER, 
    event_id INTEGER, 
    channel TEXT DEFAULT 'none' NOT NULL, 
    introduction_id INTEGER, 
    interaction_id INTEGER, 
    source TEXT DEFAULT 'derived' NOT NULL, 
    is_decisive INTEGER DEFAULT 0 NOT NULL, 
    manual_share_bp INTEGER, 
    CONSTRAINT pk_touch PRIMARY KEY (id), 
    CONSTRAINT uq_touch_uid UNIQUE (uid), 
    CONSTRAINT fk_touch_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id), 
    CONSTRAINT fk_touch_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id), 
    CONSTRAINT fk_touch_introducer_id FOREIGN KEY(introducer_id) REFERENCES contact (id), 
    CONSTRAINT fk_touch_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
    CONSTRAINT fk_touch_introduction_id FOREIGN KEY(introduction_id) REFERENCES introduction (id), 
    CONSTRAINT fk_touch_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id)
)
 STRICT;

CREATE TABLE import_batch (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    source TEXT DEFAULT '' NOT NULL, 
    file_name TEXT DEFAULT '' NOT NULL, 
    sha256 TEXT DEFAULT '' NOT NULL, 
    encoding TEXT DEFAULT '' NOT NULL, 
    dialect TEXT DEFAULT '' NOT NULL, 
    mapping TEXT DEFAULT '' NOT NULL, 
    imported_at TEXT NOT NULL, 
    read INTEGER DEFAULT 0 NOT NULL, 
    created INTEGER DEFAULT 0 NOT NULL, 
    merged INTEGER DEFAULT 0 NOT NULL, 
    skipped INTEGER DEFAULT 0 NOT NULL, 
    rejected INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_import_batch PRIMARY KEY (id), 
    CONSTRAINT uq_import_batch_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE import_row (
    id INTEGER NOT NULL, 
    batch_id INTEGER NOT NULL, 
    "row" INTEGER DEFAULT 0 NOT NULL, 
    verdict TEXT DEFAULT '' NOT NULL, 
    reason TEXT DEFAULT '' NOT NULL, 
    contact_id INTEGER, 
    CONSTRAINT pk_import_row PRIMARY KEY (id), 
    CONSTRAINT fk_import_row_batch_id FOREIGN KEY(batch_id) REFERENCES import_batch (id), 
    CONSTRAINT fk_import_row_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE saved_view (
    id INTEGER NOT NULL, 
    uid TEXT NOT NULL, 
    name TEXT DEFAULT '' NOT NULL, 
    "query" TEXT DEFAULT '' NOT NULL, 
    rank INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_saved_view PRIMARY KEY (id), 
    CONSTRAINT uq_saved_view_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE draft (
    id INTEGER NOT NULL, 
    form TEXT DEFAULT '' NOT NULL, 
    text TEXT DEFAULT '' NOT NULL, 
    at TEXT NOT NULL, 
    CONSTRAINT pk_draft PRIMARY KEY (id), 
    CONSTRAINT uq_draft_form UNIQUE (form)
)
 STRICT;

CREATE TABLE privacy_record (
    id INTEGER NOT NULL, 
    contact_id INTEGER NOT NULL, 
    informed_on TEXT, 
    legal_basis TEXT DEFAULT '' NOT NULL, 
    opposed_on TEXT, 
    CONSTRAINT pk_privacy_record PRIMARY KEY (id), 
    CONSTRAINT fk_privacy_record_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE TABLE suppression (
    id INTEGER NOT NULL, 
    hash TEXT NOT NULL, 
    since TEXT, 
    CONSTRAINT pk_suppression PRIMARY KEY (id), 
    CONSTRAINT uq_suppression_hash UNIQUE (hash)
)
 STRICT;

CREATE TABLE deed (
    id INTEGER NOT NULL, 
    kind TEXT DEFAULT '' NOT NULL, 
    at TEXT NOT NULL, 
    cause TEXT DEFAULT 'user' NOT NULL, 
    batch_id INTEGER, 
    subject TEXT DEFAULT '' NOT NULL, 
    group_key TEXT DEFAULT '' NOT NULL, 
    undone_at TEXT, 
    CONSTRAINT pk_deed PRIMARY KEY (id), 
    CONSTRAINT fk_deed_batch_id FOREIGN KEY(batch_id) REFERENCES import_batch (id)
)
 STRICT;

CREATE TABLE deed_row (
    id INTEGER NOT NULL, 
    deed_id INTEGER NOT NULL, 
    table_name TEXT DEFAULT '' NOT NULL, 
    row_id INTEGER DEFAULT 0 NOT NULL, 
    "before" TEXT, 
    "after" TEXT, 
    CONSTRAINT pk_deed_row PRIMARY KEY (id), 
    CONSTRAINT fk_deed_row_deed_id FOREIGN KEY(deed_id) REFERENCES deed (id)
)
 STRICT;

CREATE TABLE contact_fact (
    contact_id INTEGER NOT NULL, 
    display_name TEXT DEFAULT '' NOT NULL, 
    sort_key TEXT DEFAULT '' NOT NULL, 
    title TEXT DEFAULT '' NOT NULL, 
    organisation TEXT DEFAULT '' NOT NULL, 
    organisation_id INTEGER, 
    email TEXT DEFAULT '' NOT NULL, 
    phone TEXT DEFAULT '' NOT NULL, 
    sphere TEXT DEFAULT 'professional' NOT NULL, 
    origin TEXT DEFAULT 'unknown' NOT NULL, 
    introduced_by_id INTEGER, 
    first_met_on TEXT, 
    last_exchange_on TEXT, 
    last_inbound_on TEXT, 
    exchanges INTEGER DEFAULT 0 NOT NULL, 
    missions INTEGER DEFAULT 0 NOT NULL, 
    cadence_days INTEGER, 
    due_on TEXT, 
    hot_until TEXT, 
    warm_until TEXT, 
    cool_until TEXT, 
    birthday_md TEXT, 
    hidden INTEGER DEFAULT 0 NOT NULL, 
    CONSTRAINT pk_contact_fact PRIMARY KEY (contact_id), 
    CONSTRAINT fk_contact_fact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_photo_contact_id ON photo (contact_id);

CREATE INDEX ix_custom_field_contact_id ON custom_field (contact_id);

CREATE INDEX ix_alias_contact_id ON alias (contact_id);

CREATE INDEX ix_not_same_contact_id ON not_same (contact_id);

CREATE INDEX ix_not_same_other_id ON not_same (other_id);

CREATE INDEX ix_contact_point_contact_id ON contact_point (contact_id);

CREATE INDEX ix_contact_point_lookup ON contact_point (kind, normalised);

CREATE INDEX ix_social_profile_contact_id ON social_profile (contact_id);

CREATE INDEX ix_social_profile_lookup ON social_profile (network, slug);

CREATE INDEX ix_foreign_property_contact_id ON foreign_property (contact_id);

CREATE INDEX ix_organisation_folded ON organisation (folded);

CREATE INDEX ix_affiliation_contact_id ON affiliation (contact_id);

CREATE INDEX ix_affiliation_organisation_id ON affiliation (organisation_id);

CREATE INDEX ix_tag_folded ON tag (folded);

CREATE INDEX ix_contact_circle_circle_id ON contact_circle (circle_id);

CREATE INDEX ix_contact_circle_contact_id ON contact_circle (contact_id);

CREATE INDEX ix_contact_tag_contact_id ON contact_tag (contact_id);

CREATE INDEX ix_contact_tag_tag_id ON contact_tag (tag_id);

CREATE INDEX ix_event_debrief ON event (ends_at) WHERE debriefed_at IS NULL AND deleted_at IS NULL;

CREATE INDEX ix_event_organiser_id ON event (organiser_id);

CREATE INDEX ix_event_series_id ON event (series_id);

CREATE INDEX ix_event_starts_at ON event (starts_at);

CREATE INDEX ix_event_goal_event_id ON event_goal (event_id);

CREATE INDEX ix_attendance_contact_id ON attendance (contact_id);

CREATE INDEX ix_attendance_event_id ON attendance (event_id);

CREATE INDEX ix_interaction_event_id ON interaction (event_id);

CREATE INDEX ix_interaction_mission_id ON interaction (mission_id);

CREATE INDEX ix_interaction_occurred_on ON interaction (occurred_on);

CREATE INDEX ix_participation_contact_id ON participation (contact_id);

CREATE INDEX ix_participation_interaction_id ON participation (interaction_id);

CREATE INDEX ix_introduction_beneficiary_id ON introduction (beneficiary_id);

CREATE INDEX ix_introduction_event_id ON introduction (event_id);

CREATE INDEX ix_introduction_interaction_id ON introduction (interaction_id);

CREATE INDEX ix_introduction_introduced_id ON introduction (introduced_id);

CREATE INDEX ix_introduction_introducer_id ON introduction (introducer_id);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_done_by_id ON follow_up (done_by_id);

CREATE INDEX ix_follow_up_due ON follow_up (scheduled_on) WHERE state IN ('open', 'snoozed');

CREATE INDEX ix_follow_up_event_id ON follow_up (event_id);

CREATE INDEX ix_follow_up_mission_id ON follow_up (mission_id);

CREATE INDEX ix_mission_client_id ON mission (client_id);

CREATE INDEX ix_mission_intermediary_id ON mission (intermediary_id);

CREATE INDEX ix_mission_offer_interaction_id ON mission (offer_interaction_id);

CREATE INDEX ix_mission_portage_company_id ON mission (portage_company_id);

CREATE INDEX ix_mission_renewal_of_id ON mission (renewal_of_id);

CREATE INDEX ix_mission_signed_on ON mission (signed_on);

CREATE INDEX ix_mission_signing_contact_id ON mission (signing_contact_id);

CREATE INDEX ix_mission_stage ON mission (stage);

CREATE INDEX ix_mission_stage_mission_id ON mission_stage (mission_id);

CREATE INDEX ix_mission_contact_contact_id ON mission_contact (contact_id);

CREATE INDEX ix_mission_contact_mission_id ON mission_contact (mission_id);

CREATE INDEX ix_touch_contact_id ON touch (contact_id);

CREATE INDEX ix_touch_event_id ON touch (event_id);

CREATE INDEX ix_touch_interaction_id ON touch (interaction_id);

CREATE INDEX ix_touch_introducer_id ON touch (introducer_id);

CREATE INDEX ix_touch_introduction_id ON touch (introduction_id);

CREATE INDEX ix_touch_mission_id ON touch (mission_id);

CREATE INDEX ix_import_batch_sha256 ON import_batch (sha256);

CREATE INDEX ix_import_row_batch_id ON import_row (batch_id);

CREATE INDEX ix_import_row_contact_id ON import_row (contact_id);

CREATE INDEX ix_privacy_record_contact_id ON privacy_record (contact_id);

CREATE INDEX ix_deed_batch_id ON deed (batch_id);

CREATE INDEX ix_deed_row_deed_id ON deed_row (deed_id);

CREATE INDEX ix_deed_row_target ON deed_row (table_name, row_id);

CREATE INDEX ix_contact_fact_birthday_md ON contact_fact (birthday_md);

CREATE INDEX ix_contact_fact_cool_until ON contact_fact (cool_until);

CREATE INDEX ix_contact_fact_due_on ON contact_fact (hidden, due_on, contact_id);

CREATE INDEX ix_contact_fact_hot_until ON contact_fact (hot_until);

CREATE INDEX ix_contact_fact_last_exchange_on ON contact_fact (hidden, last_exchange_on, contact_id);

CREATE INDEX ix_contact_fact_organisation_id ON contact_fact (organisation_id);

CREATE INDEX ix_contact_fact_origin ON contact_fact (hidden, origin, sort_key, contact_id);

CREATE INDEX ix_contact_fact_sort_key ON contact_fact (hidden, sort_key, contact_id);

CREATE INDEX ix_contact_fact_sphere ON contact_fact (hidden, sphere, sort_key, contact_id);

CREATE INDEX ix_contact_fact_warm_until ON contact_fact (warm_until);

CREATE TABLE name_token (token TEXT NOT NULL, sort_key TEXT NOT NULL, contact_id INTEGER NOT NULL, PRIMARY KEY (token, sort_key, contact_id)) STRICT, WITHOUT ROWID;

CREATE INDEX ix_name_token_contact_id ON name_token (contact_id, token);

CREATE VIRTUAL TABLE words USING fts5(body, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 0');

INSERT INTO words(words, rank) VALUES('secure-delete', 1);
