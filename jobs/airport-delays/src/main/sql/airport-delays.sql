-- Departure delays per origin airport, in the last hour, every quarter of an hour:
-- the same view as AirportDelays.java.

SET 'sameriver.version' = '1';
SET 'sameriver.early' = '500 ms';

CREATE TABLE flights (
    origin STRING,
    delay_minutes INT NOT NULL,
    scheduled TIMESTAMP_LTZ(3),
    WATERMARK FOR scheduled AS scheduled - INTERVAL '2' HOUR
) WITH ('connector' = 'sameriver', 'log' = 'flights');

CREATE VIEW `airport-delays` AS
SELECT
    origin,
    window_start,
    window_end,
    COUNT(*) AS flights,
    COUNT(*) FILTER (WHERE delay_minutes > 15) AS delayed,
    SUM(GREATEST(0, delay_minutes)) AS delay_minutes,
    MAX(delay_minutes) AS max_delay
FROM HOP(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '15' MINUTE, INTERVAL '1' HOUR)
GROUP BY origin, window_start, window_end;
