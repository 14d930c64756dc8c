export declare function describeComponents(): unknown
