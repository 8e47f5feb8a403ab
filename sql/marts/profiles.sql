-- The threshold profiles there are.
--
-- grain:   one row per profile
-- columns:
--   profile     key    short name
--   place       count  their order
--   is_default  flag   whether it holds where nobody has decided otherwise
--   label_en    text   its name in English
--   label_zh    text   its name in Chinese
--   meaning_en  text   what it says, in English
--   meaning_zh  text   what it says, in Chinese
--   origin_en   text   where it comes from, in English
--   origin_zh   text   where it comes from, in Chinese
select profile, place::bigint as place, is_default, label_en, label_zh, meaning_en, meaning_zh, origin_en, origin_zh
from reference.profiles
order by place
