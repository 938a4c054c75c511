/* Made by make_areas.py from m49.csv. Do not change it by hand. */
#ifndef SDG16I_DATA_AREAS_M49_H
#define SDG16I_DATA_AREAS_M49_H

/* clang-format off */
/* SDG16I_AREA_ROW(code, ISO 3166-1 of two letters, of three, name), by code */
#define SDG16I_M49_AREAS(SDG16I_AREA_ROW) \
  SDG16I_AREA_ROW(1, NULL, NULL, "World") \
  SDG16I_AREA_ROW(2, NULL, NULL, "Africa") \
  SDG16I_AREA_ROW(3, NULL, NULL, "North America") \
  SDG16I_AREA_ROW(4, "AF", "AFG", "Afghanistan") \
  SDG16I_AREA_ROW(5, NULL, NULL, "South America") \
  SDG16I_AREA_ROW(8, "AL", "ALB", "Albania") \
  SDG16I_AREA_ROW(9, NULL, NULL, "Oceania") \
  SDG16I_AREA_ROW(10, "AQ", "ATA", "Antarctica") \
  SDG16I_AREA_ROW(11, NULL, NULL, "Western Africa") \
  SDG16I_AREA_ROW(12, "DZ", "DZA", "Algeria") \
  SDG16I_AREA_ROW(13, NULL, NULL, "Central America") \
  SDG16I_AREA_ROW(14, NULL, NULL, "Eastern Africa") \
  SDG16I_AREA_ROW(15, NULL, NULL, "Northern Africa") \
  SDG16I_AREA_ROW(16, "AS", "ASM", "American Samoa") \
  SDG16I_AREA_ROW(17, NULL, NULL, "Middle Africa") \
  SDG16I_AREA_ROW(18, NULL, NULL, "Southern Africa") \
  SDG16I_AREA_ROW(19, NULL, NULL, "Americas") \
  SDG16I_AREA_ROW(20, "AD", "AND", "Andorra") \
  SDG16I_AREA_ROW(21, NULL, NULL, "Northern America") \
  SDG16I_AREA_ROW(24, "AO", "AGO", "Angola") \
  SDG16I_AREA_ROW(28, "AG", "ATG", "Antigua and Barbuda") \
  SDG16I_AREA_ROW(29, NULL, NULL, "Caribbean") \
  SDG16I_AREA_ROW(30, NULL, NULL, "Eastern Asia") \
  SDG16I_AREA_ROW(31, "AZ", "AZE", "Azerbaijan") \
  SDG16I_AREA_ROW(32, "AR", "ARG", "Argentina") \
  SDG16I_AREA_ROW(34, NULL, NULL, "Southern Asia") \
  SDG16I_AREA_ROW(35, NULL, NULL, "South-eastern Asia") \
  SDG16I_AREA_ROW(36, "AU", "AUS", "Australia") \
  SDG16I_AREA_ROW(39, NULL, NULL, "Southern Europe") \
  SDG16I_AREA_ROW(40, "AT", "AUT", "Austria") \
  SDG16I_AREA_ROW(44, "BS", "BHS", "Bahamas") \
  SDG16I_AREA_ROW(48, "BH", "BHR", "Bahrain") \
  SDG16I_AREA_ROW(50, "BD", "BGD", "Bangladesh") \
  SDG16I_AREA_ROW(51, "AM", "ARM", "Armenia") \
  SDG16I_AREA_ROW(52, "BB", "BRB", "Barbados") \
  SDG16I_AREA_ROW(53, NULL, NULL, "Australia and New Zealand") \
  SDG16I_AREA_ROW(54, NULL, NULL, "Melanesia") \
  SDG16I_AREA_ROW(56, "BE", "BEL", "Belgium") \
  SDG16I_AREA_ROW(57, NULL, NULL, "Micronesia") \
  SDG16I_AREA_ROW(60, "BM", "BMU", "Bermuda") \
  SDG16I_AREA_ROW(61, NULL, NULL, "Polynesia") \
  SDG16I_AREA_ROW(64, "BT", "BTN", "Bhutan") \
  SDG16I_AREA_ROW(68, "BO", "BOL", "Bolivia (Plurinational State of)") \
  SDG16I_AREA_ROW(70, "BA", "BIH", "Bosnia and Herzegovina") \
  SDG16I_AREA_ROW(72, "BW", "BWA", "Botswana") \
  SDG16I_AREA_ROW(74, "BV", "BVT", "Bouvet Island") \
  SDG16I_AREA_ROW(76, "BR", "BRA", "Brazil") \
  SDG16I_AREA_ROW(84, "BZ", "BLZ", "Belize") \
  SDG16I_AREA_ROW(86, "IO", "IOT", "British Indian Ocean Territory") \
  SDG16I_AREA_ROW(90, "SB", "SLB", "Solomon Islands") \
  SDG16I_AREA_ROW(92, "VG", "VGB", "British Virgin Islands") \
  SDG16I_AREA_ROW(96, "BN", "BRN", "Brunei Darussalam") \
  SDG16I_AREA_ROW(100, "BG", "BGR", "Bulgaria") \
  SDG16I_AREA_ROW(104, "MM", "MMR", "Myanmar") \
  SDG16I_AREA_ROW(108, "BI", "BDI", "Burundi") \
  SDG16I_AREA_ROW(112, "BY", "BLR", "Belarus") \
  SDG16I_AREA_ROW(116, "KH", "KHM", "Cambodia") \
  SDG16I_AREA_ROW(120, "CM", "CMR", "Cameroon") \
  SDG16I_AREA_ROW(124, "CA", "CAN", "Canada") \
  SDG16I_AREA_ROW(132, "CV", "CPV", "Cabo Verde") \
  SDG16I_AREA_ROW(136, "KY", "CYM", "Cayman Islands") \
  SDG16I_AREA_ROW(140, "CF", "CAF", "Central African Republic") \
  SDG16I_AREA_ROW(142, NULL, NULL, "Asia") \
  SDG16I_AREA_ROW(143, NULL, NULL, "Central Asia") \
  SDG16I_AREA_ROW(144, "LK", "LKA", "Sri Lanka") \
  SDG16I_AREA_ROW(145, NULL, NULL, "Western Asia") \
  SDG16I_AREA_ROW(148, "TD", "TCD", "Chad") \
  SDG16I_AREA_ROW(150, NULL, NULL, "Europe") \
  SDG16I_AREA_ROW(151, NULL, NULL, "Eastern Europe") \
  SDG16I_AREA_ROW(152, "CL", "CHL", "Chile") \
  SDG16I_AREA_ROW(154, NULL, NULL, "Northern Europe") \
  SDG16I_AREA_ROW(155, NULL, NULL, "Western Europe") \
  SDG16I_AREA_ROW(156, "CN", "CHN", "China") \
  SDG16I_AREA_ROW(158, "TW", "TWN", "Taiwan, Province of China") \
  SDG16I_AREA_ROW(162, "CX", "CXR", "Christmas Island") \
  SDG16I_AREA_ROW(166, "CC", "CCK", "Cocos (Keeling) Islands") \
  SDG16I_AREA_ROW(170, "CO", "COL", "Colombia") \
  SDG16I_AREA_ROW(174, "KM", "COM", "Comoros") \
  SDG16I_AREA_ROW(175, "YT", "MYT", "Mayotte") \
  SDG16I_AREA_ROW(178, "CG", "COG", "Congo") \
  SDG16I_AREA_ROW(180, "CD", "COD", "Democratic Republic of the Congo") \
  SDG16I_AREA_ROW(184, "CK", "COK", "Cook Islands") \
  SDG16I_AREA_ROW(188, "CR", "CRI", "Costa Rica") \
  SDG16I_AREA_ROW(191, "HR", "HRV", "Croatia") \
  SDG16I_AREA_ROW(192, "CU", "CUB", "Cuba") \
  SDG16I_AREA_ROW(196, "CY", "CYP", "Cyprus") \
  SDG16I_AREA_ROW(199, NULL, NULL, "Least Developed Countries (LDC)") \
  SDG16I_AREA_ROW(202, NULL, NULL, "Sub-Saharan Africa") \
  SDG16I_AREA_ROW(203, "CZ", "CZE", "Czechia") \
  SDG16I_AREA_ROW(204, "BJ", "BEN", "Benin") \
  SDG16I_AREA_ROW(208, "DK", "DNK", "Denmark") \
  SDG16I_AREA_ROW(212, "DM", "DMA", "Dominica") \
  SDG16I_AREA_ROW(214, "DO", "DOM", "Dominican Republic") \
  SDG16I_AREA_ROW(218, "EC", "ECU", "Ecuador") \
  SDG16I_AREA_ROW(222, "SV", "SLV", "El Salvador") \
  SDG16I_AREA_ROW(226, "GQ", "GNQ", "Equatorial Guinea") \
  SDG16I_AREA_ROW(231, "ET", "ETH", "Ethiopia") \
  SDG16I_AREA_ROW(232, "ER", "ERI", "Eritrea") \
  SDG16I_AREA_ROW(233, "EE", "EST", "Estonia") \
  SDG16I_AREA_ROW(234, "FO", "FRO", "Faroe Islands") \
  SDG16I_AREA_ROW(238, "FK", "FLK", "Falkland Islands (Malvinas)") \
  SDG16I_AREA_ROW(239, "GS", "SGS", "South Georgia and the South Sandwich Islands") \
  SDG16I_AREA_ROW(242, "FJ", "FJI", "Fiji") \
  SDG16I_AREA_ROW(246, "FI", "FIN", "Finland") \
  SDG16I_AREA_ROW(248, "AX", "ALA", "Åland Islands") \
  SDG16I_AREA_ROW(250, "FR", "FRA", "France") \
  SDG16I_AREA_ROW(254, "GF", "GUF", "French Guiana") \
  SDG16I_AREA_ROW(258, "PF", "PYF", "French Polynesia") \
  SDG16I_AREA_ROW(260, "TF", "ATF", "French Southern Territories") \
  SDG16I_AREA_ROW(262, "DJ", "DJI", "Djibouti") \
  SDG16I_AREA_ROW(266, "GA", "GAB", "Gabon") \
  SDG16I_AREA_ROW(268, "GE", "GEO", "Georgia") \
  SDG16I_AREA_ROW(270, "GM", "GMB", "Gambia") \
  SDG16I_AREA_ROW(275, "PS", "PSE", "State of Palestine") \
  SDG16I_AREA_ROW(276, "DE", "DEU", "Germany") \
  SDG16I_AREA_ROW(288, "GH", "GHA", "Ghana") \
  SDG16I_AREA_ROW(292, "GI", "GIB", "Gibraltar") \
  SDG16I_AREA_ROW(296, "KI", "KIR", "Kiribati") \
  SDG16I_AREA_ROW(300, "GR", "GRC", "Greece") \
  SDG16I_AREA_ROW(304, "GL", "GRL", "Greenland") \
  SDG16I_AREA_ROW(308, "GD", "GRD", "Grenada") \
  SDG16I_AREA_ROW(312, "GP", "GLP", "Guadeloupe") \
  SDG16I_AREA_ROW(316, "GU", "GUM", "Guam") \
  SDG16I_AREA_ROW(320, "GT", "GTM", "Guatemala") \
  SDG16I_AREA_ROW(324, "GN", "GIN", "Guinea") \
  SDG16I_AREA_ROW(328, "GY", "GUY", "Guyana") \
  SDG16I_AREA_ROW(332, "HT", "HTI", "Haiti") \
  SDG16I_AREA_ROW(334, "HM", "HMD", "Heard Island and McDonald Islands") \
  SDG16I_AREA_ROW(336, "VA", "VAT", "Holy See") \
  SDG16I_AREA_ROW(340, "HN", "HND", "Honduras") \
  SDG16I_AREA_ROW(344, "HK", "HKG", "China, Hong Kong Special Administrative Region") \
  SDG16I_AREA_ROW(348, "HU", "HUN", "Hungary") \
  SDG16I_AREA_ROW(352, "IS", "ISL", "Iceland") \
  SDG16I_AREA_ROW(356, "IN", "IND", "India") \
  SDG16I_AREA_ROW(360, "ID", "IDN", "Indonesia") \
  SDG16I_AREA_ROW(364, "IR", "IRN", "Iran (Islamic Republic of)") \
  SDG16I_AREA_ROW(368, "IQ", "IRQ", "Iraq") \
  SDG16I_AREA_ROW(372, "IE", "IRL", "Ireland") \
  SDG16I_AREA_ROW(376, "IL", "ISR", "Israel") \
  SDG16I_AREA_ROW(380, "IT", "ITA", "Italy") \
  SDG16I_AREA_ROW(384, "CI", "CIV", "Côte d'Ivoire") \
  SDG16I_AREA_ROW(388, "JM", "JAM", "Jamaica") \
  SDG16I_AREA_ROW(392, "JP", "JPN", "Japan") \
  SDG16I_AREA_ROW(398, "KZ", "KAZ", "Kazakhstan") \
  SDG16I_AREA_ROW(400, "JO", "JOR", "Jordan") \
  SDG16I_AREA_ROW(404, "KE", "KEN", "Kenya") \
  SDG16I_AREA_ROW(408, "KP", "PRK", "Democratic People's Republic of Korea") \
  SDG16I_AREA_ROW(410, "KR", "KOR", "Republic of Korea") \
  SDG16I_AREA_ROW(414, "KW", "KWT", "Kuwait") \
  SDG16I_AREA_ROW(417, "KG", "KGZ", "Kyrgyzstan") \
  SDG16I_AREA_ROW(418, "LA", "LAO", "Lao People's Democratic Republic") \
  SDG16I_AREA_ROW(419, NULL, NULL, "Latin America and the Caribbean") \
  SDG16I_AREA_ROW(422, "LB", "LBN", "Lebanon") \
  SDG16I_AREA_ROW(426, "LS", "LSO", "Lesotho") \
  SDG16I_AREA_ROW(428, "LV", "LVA", "Latvia") \
  SDG16I_AREA_ROW(430, "LR", "LBR", "Liberia") \
  SDG16I_AREA_ROW(432, NULL, NULL, "Landlocked Developing Countries (LLDC)") \
  SDG16I_AREA_ROW(434, "LY", "LBY", "Libya") \
  SDG16I_AREA_ROW(438, "LI", "LIE", "Liechtenstein") \
  SDG16I_AREA_ROW(440, "LT", "LTU", "Lithuania") \
  SDG16I_AREA_ROW(442, "LU", "LUX", "Luxembourg") \
  SDG16I_AREA_ROW(446, "MO", "MAC", "China, Macao Special Administrative Region") \
  SDG16I_AREA_ROW(450, "MG", "MDG", "Madagascar") \
  SDG16I_AREA_ROW(454, "MW", "MWI", "Malawi") \
  SDG16I_AREA_ROW(458, "MY", "MYS", "Malaysia") \
  SDG16I_AREA_ROW(462, "MV", "MDV", "Maldives") \
  SDG16I_AREA_ROW(466, "ML", "MLI", "Mali") \
  SDG16I_AREA_ROW(470, "MT", "MLT", "Malta") \
  SDG16I_AREA_ROW(474, "MQ", "MTQ", "Martinique") \
  SDG16I_AREA_ROW(478, "MR", "MRT", "Mauritania") \
  SDG16I_AREA_ROW(480, "MU", "MUS", "Mauritius") \
  SDG16I_AREA_ROW(484, "MX", "MEX", "Mexico") \
  SDG16I_AREA_ROW(492, "MC", "MCO", "Monaco") \
  SDG16I_AREA_ROW(496, "MN", "MNG", "Mongolia") \
  SDG16I_AREA_ROW(498, "MD", "MDA", "Republic of Moldova") \
  SDG16I_AREA_ROW(499, "ME", "MNE", "Montenegro") \
  SDG16I_AREA_ROW(500, "MS", "MSR", "Montserrat") \
  SDG16I_AREA_ROW(504, "MA", "MAR", "Morocco") \
  SDG16I_AREA_ROW(508, "MZ", "MOZ", "Mozambique") \
  SDG16I_AREA_ROW(512, "OM", "OMN", "Oman") \
  SDG16I_AREA_ROW(516, "NA", "NAM", "Namibia") \
  SDG16I_AREA_ROW(520, "NR", "NRU", "Nauru") \
  SDG16I_AREA_ROW(524, "NP", "NPL", "Nepal") \
  SDG16I_AREA_ROW(528, "NL", "NLD", "Netherlands (Kingdom of the)") \
  SDG16I_AREA_ROW(531, "CW", "CUW", "Curaçao") \
  SDG16I_AREA_ROW(533, "AW", "ABW", "Aruba") \
  SDG16I_AREA_ROW(534, "SX", "SXM", "Sint Maarten (Dutch part)") \
  SDG16I_AREA_ROW(535, "BQ", "BES", "Bonaire, Sint Eustatius and Saba") \
  SDG16I_AREA_ROW(540, "NC", "NCL", "New Caledonia") \
  SDG16I_AREA_ROW(548, "VU", "VUT", "Vanuatu") \
  SDG16I_AREA_ROW(554, "NZ", "NZL", "New Zealand") \
  SDG16I_AREA_ROW(558, "NI", "NIC", "Nicaragua") \
  SDG16I_AREA_ROW(562, "NE", "NER", "Niger") \
  SDG16I_AREA_ROW(566, "NG", "NGA", "Nigeria") \
  SDG16I_AREA_ROW(570, "NU", "NIU", "Niue") \
  SDG16I_AREA_ROW(574, "NF", "NFK", "Norfolk Island") \
  SDG16I_AREA_ROW(578, "NO", "NOR", "Norway") \
  SDG16I_AREA_ROW(580, "MP", "MNP", "Northern Mariana Islands") \
  SDG16I_AREA_ROW(581, "UM", "UMI", "United States Minor Outlying Islands") \
  SDG16I_AREA_ROW(583, "FM", "FSM", "Micronesia (Federated States of)") \
  SDG16I_AREA_ROW(584, "MH", "MHL", "Marshall Islands") \
  SDG16I_AREA_ROW(585, "PW", "PLW", "Palau") \
  SDG16I_AREA_ROW(586, "PK", "PAK", "Pakistan") \
  SDG16I_AREA_ROW(591, "PA", "PAN", "Panama") \
  SDG16I_AREA_ROW(598, "PG", "PNG", "Papua New Guinea") \
  SDG16I_AREA_ROW(600, "PY", "PRY", "Paraguay") \
  SDG16I_AREA_ROW(604, "PE", "PER", "Peru") \
  SDG16I_AREA_ROW(608, "PH", "PHL", "Philippines") \
  SDG16I_AREA_ROW(612, "PN", "PCN", "Pitcairn") \
  SDG16I_AREA_ROW(616, "PL", "POL", "Poland") \
  SDG16I_AREA_ROW(620, "PT", "PRT", "Portugal") \
  SDG16I_AREA_ROW(624, "GW", "GNB", "Guinea-Bissau") \
  SDG16I_AREA_ROW(626, "TL", "TLS", "Timor-Leste") \
  SDG16I_AREA_ROW(630, "PR", "PRI", "Puerto Rico") \
  SDG16I_AREA_ROW(634, "QA", "QAT", "Qatar") \
  SDG16I_AREA_ROW(638, "RE", "REU", "Réunion") \
  SDG16I_AREA_ROW(642, "RO", "ROU", "Romania") \
  SDG16I_AREA_ROW(643, "RU", "RUS", "Russian Federation") \
  SDG16I_AREA_ROW(646, "RW", "RWA", "Rwanda") \
  SDG16I_AREA_ROW(652, "BL", "BLM", "Saint Barthélemy") \
  SDG16I_AREA_ROW(654, "SH", "SHN", "Saint Helena") \
  SDG16I_AREA_ROW(659, "KN", "KNA", "Saint Kitts and Nevis") \
  SDG16I_AREA_ROW(660, "AI", "AIA", "Anguilla") \
  SDG16I_AREA_ROW(662, "LC", "LCA", "Saint Lucia") \
  SDG16I_AREA_ROW(663, "MF", "MAF", "Saint Martin (French part)") \
  SDG16I_AREA_ROW(666, "PM", "SPM", "Saint Pierre and Miquelon") \
  SDG16I_AREA_ROW(670, "VC", "VCT", "Saint Vincent and the Grenadines") \
  SDG16I_AREA_ROW(674, "SM", "SMR", "San Marino") \
  SDG16I_AREA_ROW(678, "ST", "STP", "Sao Tome and Principe") \
  SDG16I_AREA_ROW(682, "SA", "SAU", "Saudi Arabia") \
  SDG16I_AREA_ROW(686, "SN", "SEN", "Senegal") \
  SDG16I_AREA_ROW(688, "RS", "SRB", "Serbia") \
  SDG16I_AREA_ROW(690, "SC", "SYC", "Seychelles") \
  SDG16I_AREA_ROW(694, "SL", "SLE", "Sierra Leone") \
  SDG16I_AREA_ROW(702, "SG", "SGP", "Singapore") \
  SDG16I_AREA_ROW(703, "SK", "SVK", "Slovakia") \
  SDG16I_AREA_ROW(704, "VN", "VNM", "Viet Nam") \
  SDG16I_AREA_ROW(705, "SI", "SVN", "Slovenia") \
  SDG16I_AREA_ROW(706, "SO", "SOM", "Somalia") \
  SDG16I_AREA_ROW(710, "ZA", "ZAF", "South Africa") \
  SDG16I_AREA_ROW(716, "ZW", "ZWE", "Zimbabwe") \
  SDG16I_AREA_ROW(722, NULL, NULL, "Small Island Developing States (SIDS)") \
  SDG16I_AREA_ROW(724, "ES", "ESP", "Spain") \
  SDG16I_AREA_ROW(728, "SS", "SSD", "South Sudan") \
  SDG16I_AREA_ROW(729, "SD", "SDN", "Sudan") \
  SDG16I_AREA_ROW(732, "EH", "ESH", "Western Sahara") \
  SDG16I_AREA_ROW(740, "SR", "SUR", "Suriname") \
  SDG16I_AREA_ROW(744, "SJ", "SJM", "Svalbard and Jan Mayen Islands") \
  SDG16I_AREA_ROW(748, "SZ", "SWZ", "Eswatini") \
  SDG16I_AREA_ROW(752, "SE", "SWE", "Sweden") \
  SDG16I_AREA_ROW(756, "CH", "CHE", "Switzerland") \
  SDG16I_AREA_ROW(760, "SY", "SYR", "Syrian Arab Republic") \
  SDG16I_AREA_ROW(762, "TJ", "TJK", "Tajikistan") \
  SDG16I_AREA_ROW(764, "TH", "THA", "Thailand") \
  SDG16I_AREA_ROW(768, "TG", "TGO", "Togo") \
  SDG16I_AREA_ROW(772, "TK", "TKL", "Tokelau") \
  SDG16I_AREA_ROW(776, "TO", "TON", "Tonga") \
  SDG16I_AREA_ROW(780, "TT", "TTO", "Trinidad and Tobago") \
  SDG16I_AREA_ROW(784, "AE", "ARE", "United Arab Emirates") \
  SDG16I_AREA_ROW(788, "TN", "TUN", "Tunisia") \
  SDG16I_AREA_ROW(792, "TR", "TUR", "Türkiye") \
  SDG16I_AREA_ROW(795, "TM", "TKM", "Turkmenistan") \
  SDG16I_AREA_ROW(796, "TC", "TCA", "Turks and Caicos Islands") \
  SDG16I_AREA_ROW(798, "TV", "TUV", "Tuvalu") \
  SDG16I_AREA_ROW(800, "UG", "UGA", "Uganda") \
  SDG16I_AREA_ROW(804, "UA", "UKR", "Ukraine") \
  SDG16I_AREA_ROW(807, "MK", "MKD", "North Macedonia") \
  SDG16I_AREA_ROW(818, "EG", "EGY", "Egypt") \
  SDG16I_AREA_ROW(826, "GB", "GBR", "United Kingdom of Great Britain and Northern Ireland") \
  SDG16I_AREA_ROW(831, "GG", "GGY", "Guernsey") \
  SDG16I_AREA_ROW(832, "JE", "JEY", "Jersey") \
  SDG16I_AREA_ROW(833, "IM", "IMN", "Isle of Man") \
  SDG16I_AREA_ROW(834, "TZ", "TZA", "United Republic of Tanzania") \
  SDG16I_AREA_ROW(840, "US", "USA", "United States of America") \
  SDG16I_AREA_ROW(850, "VI", "VIR", "United States Virgin Islands") \
  SDG16I_AREA_ROW(854, "BF", "BFA", "Burkina Faso") \
  SDG16I_AREA_ROW(858, "UY", "URY", "Uruguay") \
  SDG16I_AREA_ROW(860, "UZ", "UZB", "Uzbekistan") \
  SDG16I_AREA_ROW(862, "VE", "VEN", "Venezuela (Bolivarian Republic of)") \
  SDG16I_AREA_ROW(876, "WF", "WLF", "Wallis and Futuna Islands") \
  SDG16I_AREA_ROW(882, "WS", "WSM", "Samoa") \
  SDG16I_AREA_ROW(887, "YE", "YEM", "Yemen") \
  SDG16I_AREA_ROW(894, "ZM", "ZMB", "Zambia") \

/* SDG16I_AREA_KEY(a name as areas.c folds it, code), by name */
#define SDG16I_M49_KEYS(SDG16I_AREA_KEY) \
  SDG16I_AREA_KEY("abw", 533) \
  SDG16I_AREA_KEY("afg", 4) \
  SDG16I_AREA_KEY("afghanistan", 4) \
  SDG16I_AREA_KEY("africa", 2) \
  SDG16I_AREA_KEY("ago", 24) \
  SDG16I_AREA_KEY("aia", 660) \
  SDG16I_AREA_KEY("ala", 248) \
  SDG16I_AREA_KEY("alandislands", 248) \
  SDG16I_AREA_KEY("alb", 8) \
  SDG16I_AREA_KEY("albania", 8) \
  SDG16I_AREA_KEY("algeria", 12) \
  SDG16I_AREA_KEY("americansamoa", 16) \
  SDG16I_AREA_KEY("americas", 19) \
  SDG16I_AREA_KEY("and", 20) \
  SDG16I_AREA_KEY("andorra", 20) \
  SDG16I_AREA_KEY("angola", 24) \
  SDG16I_AREA_KEY("anguilla", 660) \
  SDG16I_AREA_KEY("antarctica", 10) \
  SDG16I_AREA_KEY("antiguabarbuda", 28) \
  SDG16I_AREA_KEY("are", 784) \
  SDG16I_AREA_KEY("arg", 32) \
  SDG16I_AREA_KEY("argentina", 32) \
  SDG16I_AREA_KEY("arm", 51) \
  SDG16I_AREA_KEY("armenia", 51) \
  SDG16I_AREA_KEY("aruba", 533) \
  SDG16I_AREA_KEY("asia", 142) \
  SDG16I_AREA_KEY("asm", 16) \
  SDG16I_AREA_KEY("ata", 10) \
  SDG16I_AREA_KEY("atf", 260) \
  SDG16I_AREA_KEY("atg", 28) \
  SDG16I_AREA_KEY("aus", 36) \
  SDG16I_AREA_KEY("australia", 36) \
  SDG16I_AREA_KEY("australianewzealand", 53) \
  SDG16I_AREA_KEY("austria", 40) \
  SDG16I_AREA_KEY("aut", 40) \
  SDG16I_AREA_KEY("aze", 31) \
  SDG16I_AREA_KEY("azerbaijan", 31) \
  SDG16I_AREA_KEY("bahamas", 44) \
  SDG16I_AREA_KEY("bahrain", 48) \
  SDG16I_AREA_KEY("bangladesh", 50) \
  SDG16I_AREA_KEY("barbados", 52) \
  SDG16I_AREA_KEY("bdi", 108) \
  SDG16I_AREA_KEY("bel", 56) \
  SDG16I_AREA_KEY("belarus", 112) \
  SDG16I_AREA_KEY("belgium", 56) \
  SDG16I_AREA_KEY("belize", 84) \
  SDG16I_AREA_KEY("ben", 204) \
  SDG16I_AREA_KEY("benin", 204) \
  SDG16I_AREA_KEY("bermuda", 60) \
  SDG16I_AREA_KEY("bes", 535) \
  SDG16I_AREA_KEY("bfa", 854) \
  SDG16I_AREA_KEY("bgd", 50) \
  SDG16I_AREA_KEY("bgr", 100) \
  SDG16I_AREA_KEY("bhr", 48) \
  SDG16I_AREA_KEY("bhs", 44) \
  SDG16I_AREA_KEY("bhutan", 64) \
  SDG16I_AREA_KEY("bih", 70) \
  SDG16I_AREA_KEY("blm", 652) \
  SDG16I_AREA_KEY("blr", 112) \
  SDG16I_AREA_KEY("blz", 84) \
  SDG16I_AREA_KEY("bmu", 60) \
  SDG16I_AREA_KEY("bol", 68) \
  SDG16I_AREA_KEY("bolivia", 68) \
  SDG16I_AREA_KEY("boliviaplurinationalstate", 68) \
  SDG16I_AREA_KEY("bonairesinteustatiussaba", 535) \
  SDG16I_AREA_KEY("bosniaherzegovina", 70) \
  SDG16I_AREA_KEY("botswana", 72) \
  SDG16I_AREA_KEY("bouvetisland", 74) \
  SDG16I_AREA_KEY("bra", 76) \
  SDG16I_AREA_KEY("brazil", 76) \
  SDG16I_AREA_KEY("brb", 52) \
  SDG16I_AREA_KEY("britishindianoceanterritory", 86) \
  SDG16I_AREA_KEY("britishvirginislands", 92) \
  SDG16I_AREA_KEY("brn", 96) \
  SDG16I_AREA_KEY("brunei", 96) \
  SDG16I_AREA_KEY("bruneidarussalam", 96) \
  SDG16I_AREA_KEY("btn", 64) \
  SDG16I_AREA_KEY("bulgaria", 100) \
  SDG16I_AREA_KEY("burkinafaso", 854) \
  SDG16I_AREA_KEY("burma", 104) \
  SDG16I_AREA_KEY("burundi", 108) \
  SDG16I_AREA_KEY("bvt", 74) \
  SDG16I_AREA_KEY("bwa", 72) \
  SDG16I_AREA_KEY("caboverde", 132) \
  SDG16I_AREA_KEY("caf", 140) \
  SDG16I_AREA_KEY("cambodia", 116) \
  SDG16I_AREA_KEY("cameroon", 120) \
  SDG16I_AREA_KEY("can", 124) \
  SDG16I_AREA_KEY("canada", 124) \
  SDG16I_AREA_KEY("capeverde", 132) \
  SDG16I_AREA_KEY("caribbean", 29) \
  SDG16I_AREA_KEY("caymanislands", 136) \
  SDG16I_AREA_KEY("cck", 166) \
  SDG16I_AREA_KEY("centralafricanrepublic", 140) \
  SDG16I_AREA_KEY("centralamerica", 13) \
  SDG16I_AREA_KEY("centralasia", 143) \
  SDG16I_AREA_KEY("chad", 148) \
  SDG16I_AREA_KEY("che", 756) \
  SDG16I_AREA_KEY("chile", 152) \
  SDG16I_AREA_KEY("china", 156) \
  SDG16I_AREA_KEY("chinahongkongsar", 344) \
  SDG16I_AREA_KEY("chinahongkongspecialadministrativeregion", 344) \
  SDG16I_AREA_KEY("chinamacaosar", 446) \
  SDG16I_AREA_KEY("chinamacaospecialadministrativeregion", 446) \
  SDG16I_AREA_KEY("chl", 152) \
  SDG16I_AREA_KEY("chn", 156) \
  SDG16I_AREA_KEY("christmasisland", 162) \
  SDG16I_AREA_KEY("civ", 384) \
  SDG16I_AREA_KEY("cmr", 120) \
  SDG16I_AREA_KEY("cocos", 166) \
  SDG16I_AREA_KEY("cocoskeelingislands", 166) \
  SDG16I_AREA_KEY("cod", 180) \
  SDG16I_AREA_KEY("cog", 178) \
  SDG16I_AREA_KEY("cok", 184) \
  SDG16I_AREA_KEY("col", 170) \
  SDG16I_AREA_KEY("colombia", 170) \
  SDG16I_AREA_KEY("com", 174) \
  SDG16I_AREA_KEY("comoros", 174) \
  SDG16I_AREA_KEY("congo", 178) \
  SDG16I_AREA_KEY("congobrazzaville", 178) \
  SDG16I_AREA_KEY("congodemocraticrepublic", 180) \
  SDG16I_AREA_KEY("congodemrep", 180) \
  SDG16I_AREA_KEY("congokinshasa", 180) \
  SDG16I_AREA_KEY("congorep", 178) \
  SDG16I_AREA_KEY("cookislands", 184) \
  SDG16I_AREA_KEY("costarica", 188) \
  SDG16I_AREA_KEY("cotedivoire", 384) \
  SDG16I_AREA_KEY("cpv", 132) \
  SDG16I_AREA_KEY("cri", 188) \
  SDG16I_AREA_KEY("croatia", 191) \
  SDG16I_AREA_KEY("cub", 192) \
  SDG16I_AREA_KEY("cuba", 192) \
  SDG16I_AREA_KEY("curacao", 531) \
  SDG16I_AREA_KEY("cuw", 531) \
  SDG16I_AREA_KEY("cxr", 162) \
  SDG16I_AREA_KEY("cym", 136) \
  SDG16I_AREA_KEY("cyp", 196) \
  SDG16I_AREA_KEY("cyprus", 196) \
  SDG16I_AREA_KEY("cze", 203) \
  SDG16I_AREA_KEY("czechia", 203) \
  SDG16I_AREA_KEY("czechrepublic", 203) \
  SDG16I_AREA_KEY("democraticpeoplesrepublickorea", 408) \
  SDG16I_AREA_KEY("democraticrepubliccongo", 180) \
  SDG16I_AREA_KEY("denmark", 208) \
  SDG16I_AREA_KEY("deu", 276) \
  SDG16I_AREA_KEY("dji", 262) \
  SDG16I_AREA_KEY("djibouti", 262) \
  SDG16I_AREA_KEY("dma", 212) \
  SDG16I_AREA_KEY("dnk", 208) \
  SDG16I_AREA_KEY("dom", 214) \
  SDG16I_AREA_KEY("dominica", 212) \
  SDG16I_AREA_KEY("dominicanrepublic", 214) \
  SDG16I_AREA_KEY("dprk", 408) \
  SDG16I_AREA_KEY("dprkorea", 408) \
  SDG16I_AREA_KEY("drc", 180) \
  SDG16I_AREA_KEY("drcongo", 180) \
  SDG16I_AREA_KEY("dza", 12) \
  SDG16I_AREA_KEY("easternafrica", 14) \
  SDG16I_AREA_KEY("easternasia", 30) \
  SDG16I_AREA_KEY("easterneurope", 151) \
  SDG16I_AREA_KEY("easttimor", 626) \
  SDG16I_AREA_KEY("ecu", 218) \
  SDG16I_AREA_KEY("ecuador", 218) \
  SDG16I_AREA_KEY("egy", 818) \
  SDG16I_AREA_KEY("egypt", 818) \
  SDG16I_AREA_KEY("egyptarabrep", 818) \
  SDG16I_AREA_KEY("elsalvador", 222) \
  SDG16I_AREA_KEY("equatorialguinea", 226) \
  SDG16I_AREA_KEY("eri", 232) \
  SDG16I_AREA_KEY("eritrea", 232) \
  SDG16I_AREA_KEY("esh", 732) \
  SDG16I_AREA_KEY("esp", 724) \
  SDG16I_AREA_KEY("est", 233) \
  SDG16I_AREA_KEY("estonia", 233) \
  SDG16I_AREA_KEY("eswatini", 748) \
  SDG16I_AREA_KEY("eth", 231) \
  SDG16I_AREA_KEY("ethiopia", 231) \
  SDG16I_AREA_KEY("europe", 150) \
  SDG16I_AREA_KEY("falklandislands", 238) \
  SDG16I_AREA_KEY("falklandislandsmalvinas", 238) \
  SDG16I_AREA_KEY("faroeislands", 234) \
  SDG16I_AREA_KEY("fiji", 242) \
  SDG16I_AREA_KEY("fin", 246) \
  SDG16I_AREA_KEY("finland", 246) \
  SDG16I_AREA_KEY("fji", 242) \
  SDG16I_AREA_KEY("flk", 238) \
  SDG16I_AREA_KEY("formeryugoslavrepublicmacedonia", 807) \
  SDG16I_AREA_KEY("fra", 250) \
  SDG16I_AREA_KEY("france", 250) \
  SDG16I_AREA_KEY("frenchguiana", 254) \
  SDG16I_AREA_KEY("frenchpolynesia", 258) \
  SDG16I_AREA_KEY("frenchsouthernterritories", 260) \
  SDG16I_AREA_KEY("fro", 234) \
  SDG16I_AREA_KEY("fsm", 583) \
  SDG16I_AREA_KEY("gab", 266) \
  SDG16I_AREA_KEY("gabon", 266) \
  SDG16I_AREA_KEY("gambia", 270) \
  SDG16I_AREA_KEY("gbr", 826) \
  SDG16I_AREA_KEY("geo", 268) \
  SDG16I_AREA_KEY("georgia", 268) \
  SDG16I_AREA_KEY("germany", 276) \
  SDG16I_AREA_KEY("ggy", 831) \
  SDG16I_AREA_KEY("gha", 288) \
  SDG16I_AREA_KEY("ghana", 288) \
  SDG16I_AREA_KEY("gib", 292) \
  SDG16I_AREA_KEY("gibraltar", 292) \
  SDG16I_AREA_KEY("gin", 324) \
  SDG16I_AREA_KEY("glp", 312) \
  SDG16I_AREA_KEY("gmb", 270) \
  SDG16I_AREA_KEY("gnb", 624) \
  SDG16I_AREA_KEY("gnq", 226) \
  SDG16I_AREA_KEY("grc", 300) \
  SDG16I_AREA_KEY("grd", 308) \
  SDG16I_AREA_KEY("greatbritain", 826) \
  SDG16I_AREA_KEY("greece", 300) \
  SDG16I_AREA_KEY("greenland", 304) \
  SDG16I_AREA_KEY("grenada", 308) \
  SDG16I_AREA_KEY("grl", 304) \
  SDG16I_AREA_KEY("gtm", 320) \
  SDG16I_AREA_KEY("guadeloupe", 312) \
  SDG16I_AREA_KEY("guam", 316) \
  SDG16I_AREA_KEY("guatemala", 320) \
  SDG16I_AREA_KEY("guernsey", 831) \
  SDG16I_AREA_KEY("guf", 254) \
  SDG16I_AREA_KEY("guinea", 324) \
  SDG16I_AREA_KEY("guineabissau", 624) \
  SDG16I_AREA_KEY("gum", 316) \
  SDG16I_AREA_KEY("guy", 328) \
  SDG16I_AREA_KEY("guyana", 328) \
  SDG16I_AREA_KEY("haiti", 332) \
  SDG16I_AREA_KEY("heardislandmcdonaldislands", 334) \
  SDG16I_AREA_KEY("hkg", 344) \
  SDG16I_AREA_KEY("hmd", 334) \
  SDG16I_AREA_KEY("hnd", 340) \
  SDG16I_AREA_KEY("holland", 528) \
  SDG16I_AREA_KEY("holysee", 336) \
  SDG16I_AREA_KEY("holyseevaticancitystate", 336) \
  SDG16I_AREA_KEY("honduras", 340) \
  SDG16I_AREA_KEY("hongkong", 344) \
  SDG16I_AREA_KEY("hongkongsar", 344) \
  SDG16I_AREA_KEY("hongkongsarchina", 344) \
  SDG16I_AREA_KEY("hrv", 191) \
  SDG16I_AREA_KEY("hti", 332) \
  SDG16I_AREA_KEY("hun", 348) \
  SDG16I_AREA_KEY("hungary", 348) \
  SDG16I_AREA_KEY("iceland", 352) \
  SDG16I_AREA_KEY("idn", 360) \
  SDG16I_AREA_KEY("imn", 833) \
  SDG16I_AREA_KEY("ind", 356) \
  SDG16I_AREA_KEY("india", 356) \
  SDG16I_AREA_KEY("indonesia", 360) \
  SDG16I_AREA_KEY("iot", 86) \
  SDG16I_AREA_KEY("iran", 364) \
  SDG16I_AREA_KEY("iranislamicrep", 364) \
  SDG16I_AREA_KEY("iranislamicrepublic", 364) \
  SDG16I_AREA_KEY("iraq", 368) \
  SDG16I_AREA_KEY("ireland", 372) \
  SDG16I_AREA_KEY("irl", 372) \
  SDG16I_AREA_KEY("irn", 364) \
  SDG16I_AREA_KEY("irq", 368) \
  SDG16I_AREA_KEY("isl", 352) \
  SDG16I_AREA_KEY("isleman", 833) \
  SDG16I_AREA_KEY("isr", 376) \
  SDG16I_AREA_KEY("israel", 376) \
  SDG16I_AREA_KEY("ita", 380) \
  SDG16I_AREA_KEY("italy", 380) \
  SDG16I_AREA_KEY("ivorycoast", 384) \
  SDG16I_AREA_KEY("jam", 388) \
  SDG16I_AREA_KEY("jamaica", 388) \
  SDG16I_AREA_KEY("japan", 392) \
  SDG16I_AREA_KEY("jersey", 832) \
  SDG16I_AREA_KEY("jey", 832) \
  SDG16I_AREA_KEY("jor", 400) \
  SDG16I_AREA_KEY("jordan", 400) \
  SDG16I_AREA_KEY("jpn", 392) \
  SDG16I_AREA_KEY("kaz", 398) \
  SDG16I_AREA_KEY("kazakhstan", 398) \
  SDG16I_AREA_KEY("ken", 404) \
  SDG16I_AREA_KEY("kenya", 404) \
  SDG16I_AREA_KEY("kgz", 417) \
  SDG16I_AREA_KEY("khm", 116) \
  SDG16I_AREA_KEY("kir", 296) \
  SDG16I_AREA_KEY("kiribati", 296) \
  SDG16I_AREA_KEY("kna", 659) \
  SDG16I_AREA_KEY("kor", 410) \
  SDG16I_AREA_KEY("koreademocraticpeoplesrepublic", 408) \
  SDG16I_AREA_KEY("koreadempeoplesrep", 408) \
  SDG16I_AREA_KEY("korearep", 410) \
  SDG16I_AREA_KEY("korearepublic", 410) \
  SDG16I_AREA_KEY("kuwait", 414) \
  SDG16I_AREA_KEY("kwt", 414) \
  SDG16I_AREA_KEY("kyrgyzrepublic", 417) \
  SDG16I_AREA_KEY("kyrgyzstan", 417) \
  SDG16I_AREA_KEY("lac", 419) \
  SDG16I_AREA_KEY("landlockeddevelopingcountries", 432) \
  SDG16I_AREA_KEY("landlockeddevelopingcountrieslldc", 432) \
  SDG16I_AREA_KEY("lao", 418) \
  SDG16I_AREA_KEY("laopdr", 418) \
  SDG16I_AREA_KEY("laopeoplesdemocraticrepublic", 418) \
  SDG16I_AREA_KEY("laos", 418) \
  SDG16I_AREA_KEY("latinamericacaribbean", 419) \
  SDG16I_AREA_KEY("latvia", 428) \
  SDG16I_AREA_KEY("lbn", 422) \
  SDG16I_AREA_KEY("lbr", 430) \
  SDG16I_AREA_KEY("lby", 434) \
  SDG16I_AREA_KEY("lca", 662) \
  SDG16I_AREA_KEY("leastdevelopedcountries", 199) \
  SDG16I_AREA_KEY("leastdevelopedcountriesldc", 199) \
  SDG16I_AREA_KEY("lebanon", 422) \
  SDG16I_AREA_KEY("lesotho", 426) \
  SDG16I_AREA_KEY("liberia", 430) \
  SDG16I_AREA_KEY("libya", 434) \
  SDG16I_AREA_KEY("lie", 438) \
  SDG16I_AREA_KEY("liechtenstein", 438) \
  SDG16I_AREA_KEY("lithuania", 440) \
  SDG16I_AREA_KEY("lka", 144) \
  SDG16I_AREA_KEY("lso", 426) \
  SDG16I_AREA_KEY("ltu", 440) \
  SDG16I_AREA_KEY("lux", 442) \
  SDG16I_AREA_KEY("luxembourg", 442) \
  SDG16I_AREA_KEY("lva", 428) \
  SDG16I_AREA_KEY("mac", 446) \
  SDG16I_AREA_KEY("macao", 446) \
  SDG16I_AREA_KEY("macaosarchina", 446) \
  SDG16I_AREA_KEY("macau", 446) \
  SDG16I_AREA_KEY("macedonia", 807) \
  SDG16I_AREA_KEY("madagascar", 450) \
  SDG16I_AREA_KEY("maf", 663) \
  SDG16I_AREA_KEY("malawi", 454) \
  SDG16I_AREA_KEY("malaysia", 458) \
  SDG16I_AREA_KEY("maldives", 462) \
  SDG16I_AREA_KEY("mali", 466) \
  SDG16I_AREA_KEY("malta", 470) \
  SDG16I_AREA_KEY("malvinas", 238) \
  SDG16I_AREA_KEY("mar", 504) \
  SDG16I_AREA_KEY("marshallislands", 584) \
  SDG16I_AREA_KEY("martinique", 474) \
  SDG16I_AREA_KEY("mauritania", 478) \
  SDG16I_AREA_KEY("mauritius", 480) \
  SDG16I_AREA_KEY("mayotte", 175) \
  SDG16I_AREA_KEY("mco", 492) \
  SDG16I_AREA_KEY("mda", 498) \
  SDG16I_AREA_KEY("mdg", 450) \
  SDG16I_AREA_KEY("mdv", 462) \
  SDG16I_AREA_KEY("melanesia", 54) \
  SDG16I_AREA_KEY("mex", 484) \
  SDG16I_AREA_KEY("mexico", 484) \
  SDG16I_AREA_KEY("mhl", 584) \
  SDG16I_AREA_KEY("micronesiafederatedstates", 583) \
  SDG16I_AREA_KEY("micronesiafedsts", 583) \
  SDG16I_AREA_KEY("middleafrica", 17) \
  SDG16I_AREA_KEY("mkd", 807) \
  SDG16I_AREA_KEY("mli", 466) \
  SDG16I_AREA_KEY("mlt", 470) \
  SDG16I_AREA_KEY("mmr", 104) \
  SDG16I_AREA_KEY("mne", 499) \
  SDG16I_AREA_KEY("mng", 496) \
  SDG16I_AREA_KEY("mnp", 580) \
  SDG16I_AREA_KEY("moldova", 498) \
  SDG16I_AREA_KEY("moldovarepublic", 498) \
  SDG16I_AREA_KEY("monaco", 492) \
  SDG16I_AREA_KEY("mongolia", 496) \
  SDG16I_AREA_KEY("montenegro", 499) \
  SDG16I_AREA_KEY("montserrat", 500) \
  SDG16I_AREA_KEY("morocco", 504) \
  SDG16I_AREA_KEY("moz", 508) \
  SDG16I_AREA_KEY("mozambique", 508) \
  SDG16I_AREA_KEY("mrt", 478) \
  SDG16I_AREA_KEY("msr", 500) \
  SDG16I_AREA_KEY("mtq", 474) \
  SDG16I_AREA_KEY("mus", 480) \
  SDG16I_AREA_KEY("mwi", 454) \
  SDG16I_AREA_KEY("myanmar", 104) \
  SDG16I_AREA_KEY("mys", 458) \
  SDG16I_AREA_KEY("myt", 175) \
  SDG16I_AREA_KEY("nam", 516) \
  SDG16I_AREA_KEY("namibia", 516) \
  SDG16I_AREA_KEY("nauru", 520) \
  SDG16I_AREA_KEY("ncl", 540) \
  SDG16I_AREA_KEY("nepal", 524) \
  SDG16I_AREA_KEY("ner", 562) \
  SDG16I_AREA_KEY("netherlands", 528) \
  SDG16I_AREA_KEY("netherlandskingdom", 528) \
  SDG16I_AREA_KEY("newcaledonia", 540) \
  SDG16I_AREA_KEY("newzealand", 554) \
  SDG16I_AREA_KEY("nfk", 574) \
  SDG16I_AREA_KEY("nga", 566) \
  SDG16I_AREA_KEY("nic", 558) \
  SDG16I_AREA_KEY("nicaragua", 558) \
  SDG16I_AREA_KEY("niger", 562) \
  SDG16I_AREA_KEY("nigeria", 566) \
  SDG16I_AREA_KEY("niu", 570) \
  SDG16I_AREA_KEY("niue", 570) \
  SDG16I_AREA_KEY("nld", 528) \
  SDG16I_AREA_KEY("nor", 578) \
  SDG16I_AREA_KEY("norfolkisland", 574) \
  SDG16I_AREA_KEY("northamerica", 3) \
  SDG16I_AREA_KEY("northernafrica", 15) \
  SDG16I_AREA_KEY("northernamerica", 21) \
  SDG16I_AREA_KEY("northerneurope", 154) \
  SDG16I_AREA_KEY("northernmarianaislands", 580) \
  SDG16I_AREA_KEY("northkorea", 408) \
  SDG16I_AREA_KEY("northmacedonia", 807) \
  SDG16I_AREA_KEY("norway", 578) \
  SDG16I_AREA_KEY("npl", 524) \
  SDG16I_AREA_KEY("nru", 520) \
  SDG16I_AREA_KEY("nzl", 554) \
  SDG16I_AREA_KEY("occupiedpalestinianterritory", 275) \
  SDG16I_AREA_KEY("oceania", 9) \
  SDG16I_AREA_KEY("oman", 512) \
  SDG16I_AREA_KEY("omn", 512) \
  SDG16I_AREA_KEY("pak", 586) \
  SDG16I_AREA_KEY("pakistan", 586) \
  SDG16I_AREA_KEY("palau", 585) \
  SDG16I_AREA_KEY("palestine", 275) \
  SDG16I_AREA_KEY("palestinestate", 275) \
  SDG16I_AREA_KEY("pan", 591) \
  SDG16I_AREA_KEY("panama", 591) \
  SDG16I_AREA_KEY("papuanewguinea", 598) \
  SDG16I_AREA_KEY("paraguay", 600) \
  SDG16I_AREA_KEY("pcn", 612) \
  SDG16I_AREA_KEY("per", 604) \
  SDG16I_AREA_KEY("peru", 604) \
  SDG16I_AREA_KEY("philippines", 608) \
  SDG16I_AREA_KEY("phl", 608) \
  SDG16I_AREA_KEY("pitcairn", 612) \
  SDG16I_AREA_KEY("plw", 585) \
  SDG16I_AREA_KEY("png", 598) \
  SDG16I_AREA_KEY("pol", 616) \
  SDG16I_AREA_KEY("poland", 616) \
  SDG16I_AREA_KEY("polynesia", 61) \
  SDG16I_AREA_KEY("portugal", 620) \
  SDG16I_AREA_KEY("pri", 630) \
  SDG16I_AREA_KEY("prk", 408) \
  SDG16I_AREA_KEY("prt", 620) \
  SDG16I_AREA_KEY("pry", 600) \
  SDG16I_AREA_KEY("pse", 275) \
  SDG16I_AREA_KEY("puertorico", 630) \
  SDG16I_AREA_KEY("pyf", 258) \
  SDG16I_AREA_KEY("qat", 634) \
  SDG16I_AREA_KEY("qatar", 634) \
  SDG16I_AREA_KEY("republiccongo", 178) \
  SDG16I_AREA_KEY("republickorea", 410) \
  SDG16I_AREA_KEY("republicmoldova", 498) \
  SDG16I_AREA_KEY("reu", 638) \
  SDG16I_AREA_KEY("reunion", 638) \
  SDG16I_AREA_KEY("romania", 642) \
  SDG16I_AREA_KEY("rou", 642) \
  SDG16I_AREA_KEY("rus", 643) \
  SDG16I_AREA_KEY("russia", 643) \
  SDG16I_AREA_KEY("russianfederation", 643) \
  SDG16I_AREA_KEY("rwa", 646) \
  SDG16I_AREA_KEY("rwanda", 646) \
  SDG16I_AREA_KEY("saintbarthelemy", 652) \
  SDG16I_AREA_KEY("sainthelena", 654) \
  SDG16I_AREA_KEY("sainthelenaascensiontristandacunha", 654) \
  SDG16I_AREA_KEY("saintkittsnevis", 659) \
  SDG16I_AREA_KEY("saintlucia", 662) \
  SDG16I_AREA_KEY("saintmartin", 663) \
  SDG16I_AREA_KEY("saintmartinfrenchpart", 663) \
  SDG16I_AREA_KEY("saintpierremiquelon", 666) \
  SDG16I_AREA_KEY("saintvincentgrenadines", 670) \
  SDG16I_AREA_KEY("samoa", 882) \
  SDG16I_AREA_KEY("sanmarino", 674) \
  SDG16I_AREA_KEY("saotomeprincipe", 678) \
  SDG16I_AREA_KEY("sau", 682) \
  SDG16I_AREA_KEY("saudiarabia", 682) \
  SDG16I_AREA_KEY("sdn", 729) \
  SDG16I_AREA_KEY("sen", 686) \
  SDG16I_AREA_KEY("senegal", 686) \
  SDG16I_AREA_KEY("serbia", 688) \
  SDG16I_AREA_KEY("seychelles", 690) \
  SDG16I_AREA_KEY("sgp", 702) \
  SDG16I_AREA_KEY("sgs", 239) \
  SDG16I_AREA_KEY("shn", 654) \
  SDG16I_AREA_KEY("sierraleone", 694) \
  SDG16I_AREA_KEY("singapore", 702) \
  SDG16I_AREA_KEY("sintmaarten", 534) \
  SDG16I_AREA_KEY("sintmaartendutchpart", 534) \
  SDG16I_AREA_KEY("sjm", 744) \
  SDG16I_AREA_KEY("slb", 90) \
  SDG16I_AREA_KEY("sle", 694) \
  SDG16I_AREA_KEY("slovakia", 703) \
  SDG16I_AREA_KEY("slovakrepublic", 703) \
  SDG16I_AREA_KEY("slovenia", 705) \
  SDG16I_AREA_KEY("slv", 222) \
  SDG16I_AREA_KEY("smallislanddevelopingstates", 722) \
  SDG16I_AREA_KEY("smallislanddevelopingstatessids", 722) \
  SDG16I_AREA_KEY("smr", 674) \
  SDG16I_AREA_KEY("solomonislands", 90) \
  SDG16I_AREA_KEY("som", 706) \
  SDG16I_AREA_KEY("somalia", 706) \
  SDG16I_AREA_KEY("southafrica", 710) \
  SDG16I_AREA_KEY("southamerica", 5) \
  SDG16I_AREA_KEY("southeasternasia", 35) \
  SDG16I_AREA_KEY("southernafrica", 18) \
  SDG16I_AREA_KEY("southernasia", 34) \
  SDG16I_AREA_KEY("southerneurope", 39) \
  SDG16I_AREA_KEY("southgeorgiasouthsandwichislands", 239) \
  SDG16I_AREA_KEY("southkorea", 410) \
  SDG16I_AREA_KEY("southsudan", 728) \
  SDG16I_AREA_KEY("spain", 724) \
  SDG16I_AREA_KEY("spm", 666) \
  SDG16I_AREA_KEY("srb", 688) \
  SDG16I_AREA_KEY("srilanka", 144) \
  SDG16I_AREA_KEY("ssd", 728) \
  SDG16I_AREA_KEY("statepalestine", 275) \
  SDG16I_AREA_KEY("stp", 678) \
  SDG16I_AREA_KEY("subsaharanafrica", 202) \
  SDG16I_AREA_KEY("sudan", 729) \
  SDG16I_AREA_KEY("sur", 740) \
  SDG16I_AREA_KEY("suriname", 740) \
  SDG16I_AREA_KEY("svalbardjanmayen", 744) \
  SDG16I_AREA_KEY("svalbardjanmayenislands", 744) \
  SDG16I_AREA_KEY("svk", 703) \
  SDG16I_AREA_KEY("svn", 705) \
  SDG16I_AREA_KEY("swaziland", 748) \
  SDG16I_AREA_KEY("swe", 752) \
  SDG16I_AREA_KEY("sweden", 752) \
  SDG16I_AREA_KEY("switzerland", 756) \
  SDG16I_AREA_KEY("swz", 748) \
  SDG16I_AREA_KEY("sxm", 534) \
  SDG16I_AREA_KEY("syc", 690) \
  SDG16I_AREA_KEY("syr", 760) \
  SDG16I_AREA_KEY("syria", 760) \
  SDG16I_AREA_KEY("syrianarabrepublic", 760) \
  SDG16I_AREA_KEY("taiwan", 158) \
  SDG16I_AREA_KEY("taiwanprovincechina", 158) \
  SDG16I_AREA_KEY("tajikistan", 762) \
  SDG16I_AREA_KEY("tanzania", 834) \
  SDG16I_AREA_KEY("tanzaniaunitedrepublic", 834) \
  SDG16I_AREA_KEY("tca", 796) \
  SDG16I_AREA_KEY("tcd", 148) \
  SDG16I_AREA_KEY("tgo", 768) \
  SDG16I_AREA_KEY("tha", 764) \
  SDG16I_AREA_KEY("thailand", 764) \
  SDG16I_AREA_KEY("timorleste", 626) \
  SDG16I_AREA_KEY("tjk", 762) \
  SDG16I_AREA_KEY("tkl", 772) \
  SDG16I_AREA_KEY("tkm", 795) \
  SDG16I_AREA_KEY("tls", 626) \
  SDG16I_AREA_KEY("togo", 768) \
  SDG16I_AREA_KEY("tokelau", 772) \
  SDG16I_AREA_KEY("ton", 776) \
  SDG16I_AREA_KEY("tonga", 776) \
  SDG16I_AREA_KEY("trinidadtobago", 780) \
  SDG16I_AREA_KEY("tto", 780) \
  SDG16I_AREA_KEY("tun", 788) \
  SDG16I_AREA_KEY("tunisia", 788) \
  SDG16I_AREA_KEY("tur", 792) \
  SDG16I_AREA_KEY("turkey", 792) \
  SDG16I_AREA_KEY("turkiye", 792) \
  SDG16I_AREA_KEY("turkmenistan", 795) \
  SDG16I_AREA_KEY("turkscaicosislands", 796) \
  SDG16I_AREA_KEY("tuv", 798) \
  SDG16I_AREA_KEY("tuvalu", 798) \
  SDG16I_AREA_KEY("twn", 158) \
  SDG16I_AREA_KEY("tza", 834) \
  SDG16I_AREA_KEY("uga", 800) \
  SDG16I_AREA_KEY("uganda", 800) \
  SDG16I_AREA_KEY("uk", 826) \
  SDG16I_AREA_KEY("ukr", 804) \
  SDG16I_AREA_KEY("ukraine", 804) \
  SDG16I_AREA_KEY("umi", 581) \
  SDG16I_AREA_KEY("unitedarabemirates", 784) \
  SDG16I_AREA_KEY("unitedkingdom", 826) \
  SDG16I_AREA_KEY("unitedkingdomgreatbritainnorthernireland", 826) \
  SDG16I_AREA_KEY("unitedrepublictanzania", 834) \
  SDG16I_AREA_KEY("unitedstates", 840) \
  SDG16I_AREA_KEY("unitedstatesamerica", 840) \
  SDG16I_AREA_KEY("unitedstatesminoroutlyingislands", 581) \
  SDG16I_AREA_KEY("unitedstatesvirginislands", 850) \
  SDG16I_AREA_KEY("uruguay", 858) \
  SDG16I_AREA_KEY("ury", 858) \
  SDG16I_AREA_KEY("us", 840) \
  SDG16I_AREA_KEY("usa", 840) \
  SDG16I_AREA_KEY("usamerica", 840) \
  SDG16I_AREA_KEY("uzb", 860) \
  SDG16I_AREA_KEY("uzbekistan", 860) \
  SDG16I_AREA_KEY("vanuatu", 548) \
  SDG16I_AREA_KEY("vat", 336) \
  SDG16I_AREA_KEY("vatican", 336) \
  SDG16I_AREA_KEY("vaticancity", 336) \
  SDG16I_AREA_KEY("vct", 670) \
  SDG16I_AREA_KEY("ven", 862) \
  SDG16I_AREA_KEY("venezuela", 862) \
  SDG16I_AREA_KEY("venezuelabolivarianrepublic", 862) \
  SDG16I_AREA_KEY("venezuelarb", 862) \
  SDG16I_AREA_KEY("vgb", 92) \
  SDG16I_AREA_KEY("vietnam", 704) \
  SDG16I_AREA_KEY("vir", 850) \
  SDG16I_AREA_KEY("virginislandsbritish", 92) \
  SDG16I_AREA_KEY("virginislandsus", 850) \
  SDG16I_AREA_KEY("vnm", 704) \
  SDG16I_AREA_KEY("vut", 548) \
  SDG16I_AREA_KEY("wallisfutuna", 876) \
  SDG16I_AREA_KEY("wallisfutunaislands", 876) \
  SDG16I_AREA_KEY("westbankgaza", 275) \
  SDG16I_AREA_KEY("westernafrica", 11) \
  SDG16I_AREA_KEY("westernasia", 145) \
  SDG16I_AREA_KEY("westerneurope", 155) \
  SDG16I_AREA_KEY("westernsahara", 732) \
  SDG16I_AREA_KEY("wlf", 876) \
  SDG16I_AREA_KEY("world", 1) \
  SDG16I_AREA_KEY("wsm", 882) \
  SDG16I_AREA_KEY("yem", 887) \
  SDG16I_AREA_KEY("yemen", 887) \
  SDG16I_AREA_KEY("yemenrep", 887) \
  SDG16I_AREA_KEY("zaf", 710) \
  SDG16I_AREA_KEY("zaire", 180) \
  SDG16I_AREA_KEY("zambia", 894) \
  SDG16I_AREA_KEY("zimbabwe", 716) \
  SDG16I_AREA_KEY("zmb", 894) \
  SDG16I_AREA_KEY("zwe", 716) \

/* clang-format on */
#endif
