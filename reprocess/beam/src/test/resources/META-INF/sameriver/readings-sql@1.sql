-- Windows that overlap, of some of the events.

SET 'sameriver.version' = '1';

CREATE TABLE readings (
    sensor STRING,
    `value` INT NOT NULL,
    level DOUBLE NOT NULL,
    event_time TIMESTAMP_LTZ(3) METADATA VIRTUAL,
    WATERMARK FOR event_time AS event_time - INTERVAL '10' MINUTE
) WITH ('connector' = 'sameriver');

CREATE VIEW `readings-sql` AS
SELECT
    sensor,
    window_start,
    window_end,
    COUNT(*) AS readings,
    SUM(ABS(`value`)) AS total,
    AVG(level) FILTER (WHERE `value` > 0) AS mean_level,
    MAX(level) AS greatest_level
FROM HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' MINUTE, INTERVAL '30' MINUTE)
WHERE `value` % 3 <> 1
GROUP BY sensor, window_start, window_end;
